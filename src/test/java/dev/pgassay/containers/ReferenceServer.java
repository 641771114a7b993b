package dev.pgassay.containers;

import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A container of the reference image on a port of 127.0.0.1, run as a user would who knows nothing
 * of pgassay. It and its volume are gone when it is closed.
 */
final class ReferenceServer implements AutoCloseable {
  static final String IMAGE = "pgassay-postgres:test";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final String container = "pgassay-test-" + UUID.randomUUID();

  private ReferenceServer() {}

  /** Builds the image; the engine keeps it, so that only the first build takes long. */
  static void build() {
    DockerCli.run("build", "--quiet", "--tag", IMAGE, "docker/postgres").succeeded();
  }

  /** Starts a server that is ready for connections. */
  static ReferenceServer start(String password, String... arguments) {
    return start(password, List.of("--shm-size", "512m"), arguments);
  }

  /** Starts a server with limits of its container. */
  static ReferenceServer start(String password, List<String> limits, String... arguments) {
    ReferenceServer server = new ReferenceServer();
    List<String> words =
        new ArrayList<>(
            List.of(
                "run",
                "--detach",
                "--name",
                server.container,
                "--publish",
                "127.0.0.1::5432",
                "--env",
                "POSTGRES_PASSWORD"));
    words.addAll(limits);
    words.add(IMAGE);
    words.addAll(List.of(arguments));
    try {
      DockerCli.run(Map.of("POSTGRES_PASSWORD", password), words).succeeded();
      awaitHealthy(server.container);
      return server;
    } catch (RuntimeException | AssertionError e) {
      server.close();
      throw e;
    }
  }

  /** Waits until the health check of a container succeeds. */
  static void awaitHealthy(String container) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String state =
          DockerCli.run(
                  "inspect", "--format", "{{.State.Status}} {{.State.Health.Status}}", container)
              .succeeded();
      if (state.equals("running healthy")) {
        return;
      }
      if (!state.startsWith("running") || System.nanoTime() > deadline) {
        throw new AssertionError(state + ": " + DockerCli.run("logs", container).out());
      }
      pause();
    }
  }

  /** Enters the server by its URL. */
  RunningServer open(String user, String password, String database, Path home) {
    String url = "postgresql://%s:%s@%s/%s".formatted(user, password, address(), database);
    return DatabaseSources.choose(url, TestServer.environment(home))
        .start(ServerOptions.DEFAULT, Progress.NONE);
  }

  /** Runs SQL as the superuser, over the socket in the container. */
  void execute(String password, String sql) {
    DockerCli.run(
            Map.of("PGPASSWORD", password),
            List.of(
                "exec",
                "--env",
                "PGPASSWORD",
                container,
                "psql",
                "--username=postgres",
                "--set=ON_ERROR_STOP=1",
                "--quiet",
                "--command=" + sql))
        .succeeded();
  }

  /** Host and port, of the first line: there may be another for IPv6. */
  private String address() {
    return DockerCli.run("port", container, "5432").succeeded().lines().findFirst().orElseThrow();
  }

  private static void pause() {
    try {
      Thread.sleep(500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    DockerCli.run("rm", "--force", "--volumes", container);
  }
}
