package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server as others set it up: reached by IPv4, IPv6 and a Unix socket, with the files of its
 * administrator. It ends with the JVM.
 */
public final class OtherServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder = TestServer.reachableFolder();
  private final ServerEnvironment environment = TestServer.environment(folder);
  private final ServerUser user = ServerUser.of(environment);
  private final Installation installation =
      Installations.find(Path.of("/"), List.of()).newestUsable().orElseThrow();
  private final Path data = folder.resolve("data");
  private final int port = freePort();
  private Program postgres;

  private OtherServer() throws IOException {
    user.own(folder);
  }

  /** Starts a new server whose superuser {@code postgres} nobody asks for a password. */
  public static OtherServer start() throws IOException {
    OtherServer server = new OtherServer();
    server.run("initdb", "-D", server.data.toString(), "-U", "postgres", "-N", "-A", "trust");
    return server.listening();
  }

  /** Starts a standby of this server. */
  public OtherServer standby() throws IOException {
    OtherServer standby = new OtherServer();
    standby.run(
        "pg_basebackup",
        "-R",
        "--checkpoint=fast",
        "-D",
        standby.data.toString(),
        "-d",
        "host=127.0.0.1 user=postgres port=" + port);
    return standby.listening();
  }

  private void run(String program, String... arguments) {
    List<String> words = new ArrayList<>(List.of(installation.program(program)));
    words.addAll(List.of(arguments));
    Command.Outcome outcome = Command.run(user.command(words));
    if (!outcome.succeeded()) {
      throw new Failure(program + ": " + outcome.output());
    }
  }

  private OtherServer listening() throws IOException {
    postgres =
        launch(
            installation.program("postgres"),
            "-D",
            data.toString(),
            "-p",
            "" + port,
            "-c",
            "listen_addresses=127.0.0.1,::1",
            "-c",
            "unix_socket_directories=" + folder,
            "-c",
            "fsync=off");
    awaitAnswer(superuser());
    return this;
  }

  /** A program that runs as the server's user. */
  public record Program(Lifeline lifeline) implements AutoCloseable {
    @Override
    public void close() {
      lifeline.stop(PATIENCE);
      lifeline.close();
    }
  }

  /** Starts a program, which ends with the JVM at the latest. */
  public Program launch(String... words) throws IOException {
    Path own = Files.createTempDirectory(folder, "program");
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx--x--x"));
    return new Program(launch(own, words));
  }

  /** The lifeline ends whatever works in the folder. */
  private Lifeline launch(Path inFolder, String... words) {
    Path script = folder.resolve(inFolder.getFileName() + ".sh");
    return Lifeline.start(
        environment, user, List.of(words), script, inFolder, folder.resolve("log"));
  }

  /** Waits until a server answers, or says why none does. */
  public void awaitAnswer(ConnectionTarget target) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        Connections.open(target).close();
        return;
      } catch (Failure | SQLException e) {
        if (System.nanoTime() > deadline) {
          throw new Failure(e.getMessage() + "; " + Files.readString(folder.resolve("log")), e);
        }
      }
    }
  }

  /** Returns how the superuser enters without TLS. */
  public ConnectionTarget superuser() {
    return new ConnectionTarget(
        "127.0.0.1",
        port,
        "postgres",
        "postgres",
        Optional.empty(),
        Optional.empty(),
        Map.of("sslmode", "disable"));
  }

  /** Executes as superuser. */
  public void execute(String... statements) {
    for (String sql : statements) {
      TestServer.execute(superuser(), sql);
    }
  }

  /** Lets in the superuser without TLS, and others by the lines of the file pg_hba.conf. */
  public void admit(String... lines) throws IOException {
    List<String> all = new ArrayList<>(List.of("hostnossl all postgres 127.0.0.1/32 trust"));
    all.addAll(List.of(lines));
    Files.write(data.resolve("pg_hba.conf"), all);
    execute("SELECT pg_reload_conf()");
  }

  /** Writes a file that only the server's user can read. */
  public Path write(String name, byte[] content) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    user.own(file);
    return file;
  }

  public int port() {
    return port;
  }

  public Path folder() {
    return folder;
  }

  /** Returns a port that was free a moment ago. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    if (postgres != null) {
      postgres.close();
    }
    try {
      new FolderTree(folder).delete();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
