package dev.pgassay.postgres.server.source;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program that holds a server, for tests that kill it: it starts the server, says {@code
 * started}, and then, until it is killed, builds one HNSW index after the other with parallel
 * workers.
 */
public final class ServerHolder {
  public static final String WORKSPACE = "holder";

  private ServerHolder() {}

  /**
   * Runs the program.
   *
   * @param arguments the folder that takes the place of {@code PGASSAY_HOME}, and the source of the
   *     server: {@code local} or {@code docker}
   */
  public static void main(String[] arguments) {
    Map<String, String> settings =
        Map.of(
            "shared_buffers", "64MB",
            "maintenance_work_mem", "256MB",
            "max_parallel_maintenance_workers", "2",
            "min_parallel_table_scan_size", "0",
            "max_wal_size", "1GB");
    Path home = Path.of(arguments[0]);
    ServerEnvironment environment =
        arguments[1].equals("docker")
            ? TestContainers.environment(home)
            : TestServer.environment(home);
    try (RunningServer server =
        DatabaseSources.choose(arguments[1], environment)
            .start(TestContainers.options(WORKSPACE, settings), Progress.NONE)) {
      System.out.println("started " + server.info().display());
      Workspace workspace = server.workspace(WORKSPACE);
      buildForever(workspace);
    }
  }

  private static void buildForever(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute(
          "load",
          """
          CREATE TABLE IF NOT EXISTS pgassay.vectors (embedding vector(256));
          TRUNCATE pgassay.vectors;
          ALTER TABLE pgassay.vectors SET (parallel_workers = 2);
          INSERT INTO pgassay.vectors
          SELECT (SELECT array_agg(random()) FROM generate_series(1, 256) WHERE row > 0)::vector
          FROM generate_series(1, 20000) AS row
          """);
      System.out.println("loaded");
      while (true) {
        session.execute(
            "build", "CREATE INDEX ON pgassay.vectors USING hnsw (embedding vector_l2_ops)");
        System.out.println("built");
        session.execute("drop", "DROP INDEX pgassay.vectors_embedding_idx");
      }
    }
  }
}
