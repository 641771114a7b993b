package dev.pgassay.postgres.server.source;

import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.process.PrivateServer;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A PostgreSQL for tests: one private local cluster for each test JVM, in a temporary folder. It is
 * started by the first test that asks and stopped at the end of the JVM; should the JVM be killed,
 * the lifeline stops it.
 *
 * <p>It does without durability, which makes it quick; a test that depends on durability or kills
 * servers starts one of its own with {@link #environment(Path)}.
 */
public final class TestServer {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "fsync", "off",
          "synchronous_commit", "off",
          "full_page_writes", "off",
          "shared_buffers", "128MB",
          "maintenance_work_mem", "128MB",
          "max_wal_size", "1GB",
          "autovacuum", "off");

  private static final long MEMORY_BYTES = 1L << 30;
  private static final int PROCESSORS = 2;

  private TestServer() {}

  /**
   * Returns the server that all tests of this JVM share.
   *
   * @return the server, not to be closed by a test
   */
  public static RunningServer shared() {
    return Shared.SERVER;
  }

  /**
   * Makes a workspace on the shared server; tests keep apart by their keys.
   *
   * @param key of the workspace, such as the name of the test class in lower case
   * @return the workspace
   */
  public static Workspace workspace(String key) {
    return shared().workspace(key);
  }

  /**
   * Runs a statement that a workspace's own roles may not.
   *
   * @param key of the workspace
   * @param sql the statement
   */
  public static void executeAsSuperuser(String key, String sql) {
    execute(superuser("pgassay_" + key), sql);
  }

  /**
   * Tells how the superuser of the shared server enters a database.
   *
   * @param database its name
   * @return the target
   */
  public static ConnectionTarget superuser(String database) {
    return ((PrivateServer) shared()).superuser(database);
  }

  public static void execute(ConnectionTarget target, String sql) {
    try (Session session = Session.open(target)) {
      session.execute("cannot prepare the test", sql);
    }
  }

  /**
   * Makes a folder that the server's user can reach, whatever the umask.
   *
   * @return a new folder below the system's temporary folder
   */
  public static Path reachableFolder() {
    try {
      Path folder = Files.createTempDirectory("pgassay-test").toRealPath();
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Describes this machine with the clusters in a folder of the test's.
   *
   * @param home takes the place of {@code PGASSAY_HOME}
   * @return the environment
   */
  public static ServerEnvironment environment(Path home) {
    return ServerEnvironment.of(
        Map.of("PATH", System.getenv("PATH"), "PGASSAY_HOME", home.toString()),
        Map.of(
            "user.name", System.getProperty("user.name"),
            "user.home", System.getProperty("user.home"),
            "os.name", System.getProperty("os.name"),
            "java.io.tmpdir", System.getProperty("java.io.tmpdir")),
        MEMORY_BYTES,
        PROCESSORS);
  }

  /** Started when first asked for, and once. */
  private static final class Shared {
    static final RunningServer SERVER = start();

    private static RunningServer start() {
      Path home = reachableFolder();
      RunningServer server =
          DatabaseSources.choose("local", environment(home))
              .start(new ServerOptions(SETTINGS), Progress.NONE);
      // Its roles can log in, whichever test comes first: for one it is another's server.
      server.workspace("first");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, home), "end test server"));
      return server;
    }

    private static void end(RunningServer server, Path home) {
      server.close();
      try {
        new FolderTree(home).delete();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
