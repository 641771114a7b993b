package dev.pgassay.postgres.server.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.progress.Progress;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shared server plays somebody else's, entered by users of several ranks. */
class UrlSourceIT {
  private static final String PASSWORD = "p@ss/w?rd: %";
  private static final String PASSWORD_IN_URL = "p%40ss%2Fw%3Frd%3A%20%25";
  private static final List<String> RANKS =
      List.of(
          "CREATE ROLE guest_plain LOGIN PASSWORD '" + PASSWORD + "'",
          "CREATE ROLE guest_maker LOGIN CREATEROLE NOINHERIT PASSWORD '" + PASSWORD + "'",
          "CREATE ROLE guest_super LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'",
          "CREATE DATABASE theirs",
          "GRANT CREATE ON DATABASE theirs TO guest_plain, guest_maker");

  private static final BuildLimits OURS = new BuildLimits(65_537, 63);

  private final ConnectionTarget postgres = TestServer.superuser("postgres");
  private final ConnectionTarget theirs = TestServer.superuser("theirs");

  @BeforeEach
  void inviteGuests() {
    RANKS.forEach(sql -> TestServer.execute(postgres, sql));
    TestServer.execute(theirs, "CREATE EXTENSION vector");
    TestServer.execute(
        theirs, "CREATE TABLE public.events (id int); GRANT ALL ON public.events TO PUBLIC");
  }

  @AfterEach
  void sendGuestsHome() {
    TestServer.execute(theirs, "SELECT count(*) FROM public.events");
    TestServer.execute(postgres, "DROP DATABASE theirs WITH (FORCE)");
    for (String guest : List.of("guest_plain", "guest_maker", "guest_super")) {
      TestServer.execute(postgres, "DROP OWNED BY " + guest + "; DROP ROLE " + guest);
    }
  }

  @Test
  void aSuperuserGetsADatabaseOfItsOwn() {
    try (RunningServer server = start("guest_super", Map.of())) {
      Workspace workspace = server.workspace("url_super");
      assertComplete(workspace, "pgassay_url_super");
      assertThat(server.workspaces()).extracting(WorkspaceInfo::key).contains("url_super");
      assertThat(currentUser(workspace, Role.READ_ONLY)).isEqualTo("pgassay_ro");
      assertRefused(workspace, Role.READ_ONLY, "42501");
      server.drop("url_super");
      assertThat(server.workspaces()).extracting(WorkspaceInfo::key).doesNotContain("url_super");
      assertThat(server.info().notices()).isEmpty();
    }
  }

  @Test
  void aServerThatIsNotOursIsNotRestarted() {
    try (RunningServer server = start("guest_plain", Map.of())) {
      String reason = server.whyNeverCold().orElseThrow();
      assertThat(reason)
          .contains(server.info().majorVersion() < 17 ? "cannot evict" : "only a superuser")
          .endsWith("use --database local, whose server is restarted");
    }
  }

  @Test
  void whoMayCreateRolesGetsTwoSchemasAndTakesOnTheRoles() {
    try (RunningServer server = start("guest_maker", Map.of())) {
      Workspace workspace = server.workspace("url_maker");
      assertComplete(workspace, "theirs");
      assertThat(currentUser(workspace, Role.OWNER)).isEqualTo("pgassay_owner");
      assertThat(currentUser(workspace, Role.READ_WRITE)).isEqualTo("pgassay_rw");
      assertRefused(workspace, Role.READ_ONLY, "42501");
    }
  }

  @Test
  void whoMayCreateNothingElseWorksInTheirOwnNameAndIsTold() {
    try (RunningServer server = start("guest_plain", Map.of())) {
      Workspace workspace = server.workspace("url_plain");
      assertComplete(workspace, "theirs");
      assertThat(currentUser(workspace, Role.READ_ONLY)).isEqualTo("guest_plain");
      assertRefused(workspace, Role.READ_ONLY, "25006");
      assertThat(server.info().notices())
          .anyMatch(notice -> notice.contains("no roles of our own"))
          .anyMatch(notice -> notice.contains("view of vector-query statistics is left out"));
    }
  }

  @Test
  void aLoadLeavesTheSchemaOfTheMigrationsToUsersOfEveryRank() {
    LoadSource tiny =
        LoadSource.of(
            DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny")));
    TestServer.execute(theirs, "CREATE EXTENSION pg_stat_statements");
    for (String guest : List.of("guest_super", "guest_maker", "guest_plain")) {
      try (RunningServer server = start(guest, Map.of())) {
        Workspace workspace = server.workspace("url_loaded");
        DatasetLoader.load(tiny, workspace, new LoadOptions(2, OURS), Progress.NONE);
        assertThat(SchemaVerifier.verify(workspace)).as(guest).isEmpty();
        server.drop("url_loaded");
      }
    }
  }

  @Test
  void anotherWorkspaceIsRefusedUntilTheOneThatIsThereWasDropped() {
    try (RunningServer server = start("guest_plain", Map.of())) {
      Workspace first = server.workspace("first");
      new Migrations(first).migrate();
      assertThatThrownBy(() -> server.workspace("second"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("no room for workspace second")
          .hasMessageEndingWith("/theirs --workspace first");
      assertThat(new Migrations(first).status()).allMatch(status -> status.appliedAt().isPresent());
      server.drop("first");
      Workspace second = server.workspace("second");
      assertThat(new Migrations(second).status()).allMatch(status -> status.appliedAt().isEmpty());
      server.drop("second");
      assertThat(server.workspaces()).isEmpty();
    }
  }

  @Test
  void aSchemaThatIsNotOursIsLeftAlone() {
    TestServer.execute(
        theirs,
        "CREATE SCHEMA pgassay AUTHORIZATION guest_plain; CREATE TABLE pgassay.mine (id int)");
    try (RunningServer server = start("guest_plain", Map.of())) {
      assertThatThrownBy(() -> server.workspace("url_plain"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("schema pgassay in")
          .hasMessageContaining("was not made by pgassay");
      assertThatThrownBy(() -> server.drop("url_plain")).isInstanceOf(Failure.class);
    }
    TestServer.execute(theirs, "SELECT id FROM pgassay.mine");
  }

  @Test
  void aMarkThatAnotherMadeIsNoMark() {
    TestServer.execute(
        theirs,
        """
        CREATE SCHEMA pgassay; CREATE SCHEMA pgassay_meta;
        CREATE TABLE pgassay_meta.mark (created_by text, version text, key text);
        INSERT INTO pgassay_meta.mark VALUES ('pgassay', '1', 'forged');
        GRANT ALL ON SCHEMA pgassay_meta TO PUBLIC;
        GRANT ALL ON pgassay_meta.mark TO PUBLIC;
        """);
    try (RunningServer server = start("guest_plain", Map.of())) {
      assertThatThrownBy(() -> server.workspace("forged"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("was not made by pgassay");
    }
  }

  @Test
  void aDatabaseThatIsNotOursIsLeftAlone() {
    TestServer.execute(postgres, "CREATE DATABASE pgassay_foreign");
    try (RunningServer server = start("guest_super", Map.of())) {
      for (Runnable attempt :
          List.<Runnable>of(() -> server.workspace("foreign"), () -> server.drop("foreign"))) {
        assertThatThrownBy(attempt::run)
            .isInstanceOf(Failure.class)
            .hasMessageContaining("database pgassay_foreign on")
            .hasMessageContaining("was not made by pgassay");
      }
      assertThat(server.workspaces()).extracting(WorkspaceInfo::key).doesNotContain("foreign");
    } finally {
      TestServer.execute(postgres, "DROP DATABASE pgassay_foreign");
    }
  }

  @Test
  void twoRunsDoNotShareAWorkspace() {
    try (RunningServer first = start("guest_plain", Map.of());
        RunningServer second = start("guest_maker", Map.of())) {
      first.workspace("shared");
      assertThatThrownBy(() -> second.workspace("shared"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("in use by another run of pgassay (server process ");
    }
  }

  @Test
  void aServerWithoutPgvectorIsNamed() {
    TestServer.execute(
        theirs,
        """
        CREATE SCHEMA bare;
        CREATE VIEW bare.pg_available_extensions AS
          SELECT * FROM pg_catalog.pg_available_extensions WHERE name <> 'vector';
        GRANT USAGE ON SCHEMA bare TO PUBLIC;
        GRANT SELECT ON bare.pg_available_extensions TO PUBLIC;
        ALTER ROLE guest_plain SET search_path = bare, pg_catalog;
        """);
    try (RunningServer server = start("guest_plain", Map.of())) {
      assertThatThrownBy(() -> server.workspace("no_pgvector"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("has no pgvector; install it there");
    }
  }

  @Test
  void anExtensionThatMustBeCreatedBySomebodyElseIsNamed() {
    TestServer.execute(theirs, "DROP EXTENSION vector");
    try (RunningServer server = start("guest_plain", Map.of())) {
      assertThatThrownBy(() -> server.workspace("url_plain"))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("lacks the extension vector")
          .hasMessageContaining("CREATE EXTENSION \"vector\"");
    }
  }

  /** Both are of this machine: the shared server is on it, and Java reads its memory too. */
  @Test
  void buildsHaveAThirdOfTheMemoryWhereTheServerMayTellHowMuchThereIs() {
    long memory =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getTotalMemorySize();
    try (RunningServer server = start("guest_super", Map.of())) {
      assertThat(server.buildLimits(OURS))
          .extracting(BuildLimits::memoryKilobytes, BuildLimits::parallelWorkers)
          .containsExactly(memory / 1024 / 3, workersOfServer());
    }
  }

  @Test
  void buildsHaveElsewhereWhatTheServerWasGiven() {
    try (RunningServer server = start("guest_plain", Map.of())) {
      // Its buffers are no larger than its maintenance_work_mem.
      assertThat(server.buildLimits(OURS)).isEqualTo(new BuildLimits(131_072, workersOfServer()));
    }
  }

  @Test
  void buildsHaveWhatTheUserSays() {
    Map<String, String> asked =
        Map.of("Maintenance_Work_Mem", "70MB", "max_parallel_maintenance_workers", "0");
    for (String guest : List.of("guest_super", "guest_plain")) {
      try (RunningServer server = start(guest, asked)) {
        assertThat(server.buildLimits(OURS))
            .as(guest)
            .extracting(BuildLimits::memoryKilobytes, BuildLimits::parallelWorkers)
            .containsExactly(71_680L, 0);
      }
    }
  }

  private int workersOfServer() {
    try (Session session = Session.open(theirs)) {
      return Integer.parseInt(
          session.text("ask", "SHOW max_parallel_maintenance_workers").orElseThrow());
    }
  }

  @Test
  void settingsAreThoseOfASession() {
    try (RunningServer server = start("guest_plain", Map.of("work_mem", "7MB"))) {
      Workspace workspace = server.workspace("url_settings");
      try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
        assertThat(session.text("ask", "SHOW work_mem")).contains("7MB");
        assertThat(session.text("ask", "SHOW transaction_read_only")).contains("on");
      }
    }
    assertThatThrownBy(() -> start("guest_plain", Map.of("shared_buffers", "1GB")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("--set shared_buffers=1GB")
        .hasMessageContaining("cannot be changed without restarting the server")
        .hasMessageEndingWith("on a server given by URL only settings of a session can be set");
    assertThatThrownBy(() -> start("guest_plain", Map.of("work_mem", "much")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "--set work_mem=much: invalid value for parameter \"work_mem\": \"much\" (SQLSTATE 22023)");
    assertThatThrownBy(() -> start("guest_plain", Map.of("no_such_thing", "1")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("unrecognized configuration parameter");
  }

  @Test
  void everyRefusalOfTheServerIsOneLineWithoutThePassword() {
    String address = postgres.host() + ":" + postgres.port();
    assertThatThrownBy(() -> start("postgresql://guest_plain:wrong@" + address + "/theirs"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("password of user guest_plain was refused by " + address + "/theirs")
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> start("postgresql://guest_plain@" + address + "/theirs"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("give one in PGPASSWORD");
    assertThatThrownBy(() -> start(url("guest_plain").replace("theirs", "nowhere")))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("no database nowhere on " + address);
    assertThatThrownBy(() -> start("postgresql://guest_plain:x@127.0.0.1:1/theirs"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("connection refused by 127.0.0.1:1/theirs");
    assertThatThrownBy(() -> start("postgresql://guest_plain:x@no-such-host.invalid/theirs"))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining("no such host");
  }

  private void assertComplete(Workspace workspace, String database) {
    assertThat(workspace.target(Role.OWNER).database()).isEqualTo(database);
    new Migrations(workspace).migrate();
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    try (Session session = Session.open(workspace.target(Role.READ_WRITE))) {
      session.execute("write", "INSERT INTO topics (name, category) VALUES ('a', 'b')");
    }
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      assertThat(session.text("read", "SELECT name FROM topics")).contains("a");
    }
  }

  private static void assertRefused(Workspace workspace, Role role, String sqlState) {
    try (Session session = Session.open(workspace.target(role))) {
      assertThatThrownBy(() -> session.execute("write", "DELETE FROM topics"))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.sqlState()).isEqualTo(sqlState));
    }
  }

  private static String currentUser(Workspace workspace, Role role) {
    try (Session session = Session.open(workspace.target(role))) {
      return session.text("ask", "SELECT current_user").orElseThrow();
    }
  }

  private String url(String user) {
    return "postgresql://%s:%s@%s:%d/theirs"
        .formatted(user, PASSWORD_IN_URL, postgres.host(), postgres.port());
  }

  private RunningServer start(String user, Map<String, String> settings) {
    return source(url(user)).start(new ServerOptions(settings), Progress.NONE);
  }

  private static void start(String url) {
    source(url).start(ServerOptions.DEFAULT, Progress.NONE).close();
  }

  private static DatabaseSource source(String url) {
    return DatabaseSources.choose(url, TestServer.environment(Path.of("/nonexistent")));
  }
}
