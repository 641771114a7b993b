package dev.pgassay.postgres.server.docker;

import dev.pgassay.postgres.server.process.ServerProcess;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The address of a container engine. Immutable.
 *
 * @param uri {@code unix:///path} or {@code tcp://host:port}
 * @param encrypted whether the engine uses TLS
 */
record EngineAddress(URI uri, boolean encrypted) {
  static final String VARIABLE = "DOCKER_HOST";

  private static final Path USUAL = Path.of("/var/run/docker.sock");

  /** Checks the scheme. */
  EngineAddress {
    String scheme = String.valueOf(uri.getScheme());
    boolean usable =
        scheme.equals("unix")
            ? uri.getPath() != null
            : scheme.equals("tcp") && uri.getHost() != null && uri.getPort() > 0;
    if (!usable) {
      throw new IllegalArgumentException("must be unix:///path or tcp://host:port: " + uri);
    }
  }

  /**
   * Finds the address that Testcontainers will use too: that of {@code DOCKER_HOST}, else the first
   * socket that exists.
   *
   * @return the address; empty if there is none
   * @throws IllegalArgumentException if the given one cannot be used
   */
  static Optional<EngineAddress> find(ServerEnvironment environment) {
    String given = environment.variables().getOrDefault(VARIABLE, "");
    if (!given.isBlank()) {
      return Optional.of(
          new EngineAddress(
              URI.create(given), environment.variables().containsKey("DOCKER_TLS_VERIFY")));
    }
    return sockets(environment).stream()
        .filter(Files::exists)
        .findFirst()
        .map(socket -> new EngineAddress(URI.create("unix://" + socket), false));
  }

  private static List<Path> sockets(ServerEnvironment environment) {
    List<Path> sockets = new ArrayList<>(List.of(USUAL));
    String runtime = environment.variables().getOrDefault("XDG_RUNTIME_DIR", "");
    if (runtime.startsWith("/")) {
      sockets.add(Path.of(runtime, "docker.sock"));
    }
    environment
        .homeFolder()
        .map(home -> home.resolve(".docker"))
        .ifPresent(
            folder ->
                sockets.addAll(
                    List.of(
                        folder.resolve("run/docker.sock"), folder.resolve("desktop/docker.sock"))));
    return sockets;
  }

  boolean isSocket() {
    return uri.getScheme().equals("unix");
  }

  /** Returns the file of a socket. */
  Path socket() {
    return Path.of(uri.getPath());
  }

  /** Returns the host whose ports are those that the engine publishes. */
  String host() {
    return isSocket() ? ServerProcess.LOOPBACK : uri.getHost();
  }

  /** Tells whether this process runs on the host on which the engine publishes its ports. */
  boolean isLocal() {
    return isSocket() || List.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
