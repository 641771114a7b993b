package dev.pgassay.postgres.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Secret;
import dev.pgassay.postgres.server.process.ServerProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Uses shell scripts instead of PostgreSQL's programs. */
@Timeout(60)
class ServerProgramTest {
  @TempDir Path folder;

  @Test
  void handsThePasswordOverInTheEnvironmentAlone() throws Exception {
    script("pg_dump", "echo \"$PGPASSWORD $PGHOST:$PGPORT/$PGDATABASE $PGUSER $PGSSLMODE\" \"$@\"");

    Outcome outcome = program().run("pg_dump", List.of("--format=custom", "a b"));

    assertThat(outcome)
        .isEqualTo(
            new Outcome(0, "hidden db.example:5433/d u require --role=r --format=custom a b\n"));
  }

  @Test
  void letsNoProgramSendThePasswordInClearTextWithoutTls() throws Exception {
    script("pg_dump", "echo \"$PGHOST ${PGREQUIREAUTH-may}\"");
    assertThat(said("db.example", "require")).isEqualTo("db.example may\n");
    assertThat(said("db.example", "prefer")).isEqualTo("db.example !password\n");
    assertThat(said("localhost", "prefer")).isEqualTo("localhost may\n");
  }

  private String said(String host, String sslMode) throws Exception {
    return program(host, sslMode).run("pg_dump", List.of()).output();
  }

  @Test
  void setsTheServerSettingsOfItsSessions() throws Exception {
    script("pg_restore", "echo \"$PGOPTIONS\"");

    assertThat(program().run("pg_restore", List.of()).output())
        .isEqualTo("-c maintenance_work_mem=65536kB\n");
  }

  @Test
  void namesWhatTheProgramComplainsOf() throws Exception {
    script("pg_dump", "echo 'pg_dump: hint'; echo 'pg_dump: error: no such schema' >&2; exit 3");

    assertThat(program().run("pg_dump", List.of()).exitCode()).isEqualTo(3);
    assertThatThrownBy(() -> program().call("pg_dump", List.of()))
        .isInstanceOf(SQLException.class)
        .hasMessage("pg_dump failed: pg_dump: error: no such schema");
  }

  @Test
  void endsTheProgramWithTheThreadThatWaitsForIt() throws Exception {
    Path pid = folder.resolve("pid");
    script(
        "pg_dump",
        "echo $$ > '" + pid + ".part'; mv '" + pid + ".part' '" + pid + "'; exec sleep 600");
    CompletableFuture<Object> failure = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                failure.complete(program().run("pg_dump", List.of()));
              } catch (IOException | InterruptedException e) {
                failure.complete(e);
              }
            });
    waiting.start();
    while (!Files.exists(pid)) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    ProcessHandle dumping =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();

    waiting.interrupt();

    assertThat(failure.get(30, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
    dumping.onExit().get(30, TimeUnit.SECONDS);
    assertThat(dumping.isAlive()).isFalse();
  }

  private ServerProgram program() {
    return program("db.example", "require");
  }

  private ServerProgram program(String host, String sslMode) {
    ConnectionTarget target =
        new ConnectionTarget(
            host,
            5433,
            "d",
            "u",
            Optional.of(Secret.of("hidden")),
            Optional.of("r"),
            Map.of("sslmode", sslMode));
    return new ServerProgram(folder, target, Map.of("maintenance_work_mem", "65536kB"));
  }

  private void script(String name, String body) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
