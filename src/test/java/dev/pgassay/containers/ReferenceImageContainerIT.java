package dev.pgassay.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.containers.DockerCli.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The image of {@code docker/postgres}: its entry point, what is in it, and what it keeps to. */
@Tag("alone")
class ReferenceImageContainerIT {
  private static final String IMAGE = ReferenceServer.IMAGE;

  /** A password with all characters that could break quoting. */
  private static final String PASSWORD = "o'd \"d$HOME `id` %s@{pass}\\n";

  @TempDir private Path folder;

  private final String container = "pgassay-test-" + UUID.randomUUID();

  @BeforeAll
  static void build() {
    DockerCli.assumeEngine();
    ReferenceServer.build();
  }

  @AfterEach
  void remove() {
    DockerCli.run("rm", "--force", "--volumes", container);
    DockerCli.run("volume", "rm", "--force", container);
  }

  @Test
  void servesWithPasswordFromFileAndKeepsItToItself() throws IOException {
    Path secret = Files.writeString(folder.resolve("password"), PASSWORD + "\n");
    readableByAll(secret);
    start("--env", "POSTGRES_PASSWORD_FILE=/password", "--volume", secret + ":/password:ro");
    awaitHealthy();

    assertThat(ask(PASSWORD, "SHOW listen_addresses")).isEqualTo("*");
    assertThat(query("postgres", "wrong", "SELECT 1").exitCode()).isNotZero();
    assertThat(inContainer("sh", "-c", "cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline"))
        .doesNotContain(PASSWORD);
    assertThat(DockerCli.run("logs", container).succeeded()).doesNotContain(PASSWORD);
  }

  @Test
  void keepsPasswordOfItsEnvironmentFromTheServer() {
    start("--env", "POSTGRES_PASSWORD=" + PASSWORD);
    awaitHealthy();

    assertThat(ask(PASSWORD, "SELECT 1")).isEqualTo("1");
    assertThat(inContainer("cat", "/proc/1/environ")).doesNotContain(PASSWORD);
    assertThat(inContainer("cat", "/proc/1/comm")).isEqualTo("postgres");
  }

  @Test
  void runsAsNoRootAndOffersTheExtensions() {
    start("--env", "POSTGRES_PASSWORD=secret", "--cap-drop", "ALL");
    awaitHealthy();

    assertThat(inContainer("id", "-u")).isEqualTo("999");
    assertThat(ask("secret", "SELECT current_setting('server_version_num')::integer / 10000"))
        .isEqualTo("17");
    assertThat(
            ask(
                "secret",
                """
                SELECT string_agg(name || ' ' || default_version, ', ' ORDER BY name)
                FROM pg_available_extensions
                WHERE name IN ('vector', 'age')
                """))
        .isEqualTo("age 1.5.0, vector 0.8.0");
    assertThat(
            ask(
                "secret",
                """
                SELECT count(*) FROM pg_available_extensions
                WHERE name IN ('uuid-ossp', 'pg_stat_statements', 'pg_prewarm', 'pg_buffercache')
                """))
        .isEqualTo("4");
  }

  @Test
  void takesSettingsFromArgumentsOverItsOwn() {
    start(List.of("--env", "POSTGRES_PASSWORD=secret"), List.of("-c", "work_mem=33MB"));
    awaitHealthy();

    assertThat(ask("secret", "SHOW work_mem")).isEqualTo("33MB");
    assertThat(ask("secret", "SHOW fsync")).isEqualTo("on");
    assertThat(ask("secret", "SHOW data_checksums")).isEqualTo("on");
    assertThat(ask("secret", "SHOW config_file")).isEqualTo("/etc/pgassay/postgresql.conf");
    assertThat(ask("secret", "SELECT count(*) FROM pg_file_settings WHERE error IS NOT NULL"))
        .isEqualTo("0");
  }

  @Test
  void letsAnyRoleLoadAge() {
    start("--env", "POSTGRES_PASSWORD=secret");
    awaitHealthy();
    ask("secret", "CREATE EXTENSION age");
    ask("secret", "CREATE ROLE reader LOGIN PASSWORD 'secret'");
    ask("secret", "GRANT USAGE ON SCHEMA ag_catalog TO reader");
    ask("secret", "GRANT SELECT ON ALL TABLES IN SCHEMA ag_catalog TO reader");

    String sql =
        "LOAD '$libdir/plugins/age'; SELECT * FROM ag_catalog.cypher(NULL, NULL) AS (a text)";

    assertThat(query("reader", "secret", sql).out())
        .as("AGE's own refusal of what it was asked")
        .contains("a name constant is expected");
  }

  @Test
  void runsTheScriptsOfTheFirstStartInDatabaseAndAsUserOfItsEnvironment() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    Files.writeString(scripts.resolve("1.sql"), "CREATE TABLE made (id int);\n");
    Files.writeString(
        scripts.resolve("2.sh"),
        "#!/bin/sh\npsql --username=\"$POSTGRES_USER\" --dbname=\"$POSTGRES_DB\""
            + " --command='INSERT INTO made VALUES (2)'\n");
    Files.list(scripts).forEach(ReferenceImageContainerIT::readableByAll);
    readableByAll(scripts);
    start(
        "--env", "POSTGRES_PASSWORD=secret",
        "--env", "POSTGRES_USER=some one",
        "--env", "POSTGRES_DB=a \"base\"",
        "--volume", scripts + ":/docker-entrypoint-initdb.d:ro");
    awaitHealthy();

    Outcome outcome =
        inContainerAs(
            "secret",
            List.of(
                "psql",
                "--host=127.0.0.1",
                "--username=some one",
                "--dbname=a \"base\"",
                "--tuples-only",
                "--no-align",
                "--command=SELECT id || ' by ' || current_user FROM made"));
    assertThat(outcome.succeeded()).isEqualTo("2 by some one");
  }

  @Test
  void refusesToServeWithoutPassword() {
    Outcome outcome = DockerCli.run("run", "--name", container, IMAGE);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .isEqualTo(
            "docker-entrypoint: there is no cluster yet, and its superuser has no password;"
                + " set POSTGRES_PASSWORD or POSTGRES_PASSWORD_FILE");
  }

  @Test
  void refusesTheVolumeOfAnotherVersion() {
    DockerCli.run(
            "run",
            "--rm",
            "--volume",
            container + ":/var/lib/postgresql/data",
            IMAGE,
            "sh",
            "-c",
            "echo 16 >/var/lib/postgresql/data/PG_VERSION")
        .succeeded();

    Outcome outcome =
        DockerCli.run(
            "run",
            "--name",
            container,
            "--volume",
            container + ":/var/lib/postgresql/data",
            "--env",
            "POSTGRES_PASSWORD=secret",
            IMAGE);

    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.out())
        .isEqualTo(
            "docker-entrypoint: the volume at /var/lib/postgresql/data was made by PostgreSQL 16,"
                + " and this image has 17; use another volume, or an image of that version");
  }

  @Test
  void beginsAnewAfterKillInTheFirstStart() throws InterruptedException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int kill = 0; kill < 4; kill++) {
      start(
          "--env", "POSTGRES_PASSWORD=secret", "--volume", container + ":/var/lib/postgresql/data");
      Thread.sleep(random.nextInt(2_500));
      DockerCli.run("rm", "--force", container).succeeded();
    }

    start("--env", "POSTGRES_PASSWORD=secret", "--volume", container + ":/var/lib/postgresql/data");
    awaitHealthy();

    assertThat(ask("secret", "SELECT count(*) > 0 FROM pg_class"))
        .as("seed %d", seed)
        .isEqualTo("t");
    assertThat(inContainer("ls", "/var/lib/postgresql/data"))
        .as("seed %d", seed)
        .contains("PG_VERSION")
        .doesNotContain("pgassay-");
  }

  @Test
  void stopsFastAndInOrder() {
    start("--env", "POSTGRES_PASSWORD=secret");
    awaitHealthy();
    DockerCli.run(
            "exec",
            "--detach",
            "--env",
            "PGPASSWORD=secret",
            container,
            "psql",
            "--username=postgres",
            "--command=SELECT pg_sleep(600)")
        .succeeded();

    long beganNanos = System.nanoTime();
    DockerCli.run("stop", "--time", "60", container).succeeded();

    assertThat(Duration.ofNanos(System.nanoTime() - beganNanos)).isLessThan(Duration.ofSeconds(30));
    assertThat(DockerCli.run("logs", container).succeeded())
        .contains("received fast shutdown request", "database system is shut down");
    assertThat(DockerCli.run("inspect", "--format", "{{.State.ExitCode}}", container).succeeded())
        .isEqualTo("0");
  }

  private void start(String... options) {
    start(List.of(options), List.of());
  }

  private void start(List<String> options, List<String> arguments) {
    List<String> words = new ArrayList<>(List.of("run", "--detach", "--name", container));
    words.addAll(options);
    words.add(IMAGE);
    words.addAll(arguments);
    DockerCli.run(Map.of(), words).succeeded();
  }

  private void awaitHealthy() {
    ReferenceServer.awaitHealthy(container);
  }

  private String ask(String password, String sql) {
    return query("postgres", password, sql).succeeded();
  }

  /** Queries over TCP, which asks for a password. */
  private Outcome query(String user, String password, String sql) {
    return inContainerAs(
        password,
        List.of(
            "psql",
            "--host=127.0.0.1",
            "--username=" + user,
            "--dbname=postgres",
            "--tuples-only",
            "--no-align",
            "--quiet",
            "--command=" + sql));
  }

  private Outcome inContainerAs(String password, List<String> command) {
    List<String> words = new ArrayList<>(List.of("exec", "--env", "PGPASSWORD", container));
    words.addAll(command);
    return DockerCli.run(Map.of("PGPASSWORD", password), words);
  }

  private String inContainer(String... command) {
    List<String> words = new ArrayList<>(List.of("exec", container));
    words.addAll(List.of(command));
    return DockerCli.run(Map.of(), words).succeeded();
  }

  private static void readableByAll(Path path) {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new AssertionError("cannot set the mode of " + path, e);
    }
  }
}
