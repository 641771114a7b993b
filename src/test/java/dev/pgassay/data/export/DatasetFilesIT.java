package dev.pgassay.data.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetFilesIT {
  private static final Workspace WORKSPACE = TestServer.workspace("dataset_files_it");
  private static final DatasetGenerator TINY =
      DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

  @Test
  void writesAScriptThatPsqlRuns(@TempDir Path folder) throws Exception {
    Migrations migrations = new Migrations(WORKSPACE);
    migrations.rollbackAll();
    migrations.migrate();
    new DatasetFiles(TINY, folder, Progress.NONE).writeTables();

    assertThat(psql(folder)).isEmpty();

    try (Session session = Session.open(WORKSPACE.target(Role.OWNER))) {
      for (Table table : Table.values()) {
        assertThat(count(session, table)).as(table.tableName()).isEqualTo(TINY.rows(table));
      }
    }
  }

  private static long count(Session session, Table table) {
    String sql = "SELECT count(*) FROM pgassay." + table.tableName();
    return session.rows("cannot count", row -> row.getLong(1), sql).get(0);
  }

  /** Returns psql's complaints. */
  private static String psql(Path folder) throws Exception {
    ConnectionTarget target = WORKSPACE.target(Role.OWNER);
    ProcessBuilder builder =
        new ProcessBuilder(
                "psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=load.sql")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().put("PGHOST", target.host());
    builder.environment().put("PGPORT", String.valueOf(target.port()));
    builder.environment().put("PGDATABASE", target.database());
    builder.environment().put("PGUSER", target.user());
    target.password().ifPresent(secret -> builder.environment().put("PGPASSWORD", secret.reveal()));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? output : "psql failed: " + output;
  }
}
