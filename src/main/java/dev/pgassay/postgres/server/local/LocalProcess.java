package dev.pgassay.postgres.server.local;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.server.process.Answer;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.FileCache;
import dev.pgassay.postgres.server.process.Installation;
import dev.pgassay.postgres.server.process.Lifeline;
import dev.pgassay.postgres.server.process.ServerLog;
import dev.pgassay.postgres.server.process.ServerProcess;
import dev.pgassay.postgres.server.process.ServerSettings;
import dev.pgassay.postgres.server.process.ServerUser;
import dev.pgassay.postgres.server.process.Uninterrupted;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.workspace.Passwords;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The server process of a private cluster, from its start to its end. Not thread-safe, but for
 * {@link #diagnosis()}.
 */
final class LocalProcess implements ServerProcess {

  private static final int ATTEMPTS = 5;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration DEATH_PATIENCE = Duration.ofSeconds(2);

  private final ServerEnvironment environment;
  private final Installation installation;
  private final ServerUser user;
  private final ClusterFolder cluster;
  private final ServerSettings settings;
  private final Progress progress;
  private volatile Optional<Lifeline> lifeline = Optional.empty();
  private volatile Optional<ConnectionTarget> target = Optional.empty();
  private volatile boolean stopped;

  LocalProcess(
      ServerEnvironment environment,
      Installation installation,
      ServerUser user,
      ClusterFolder cluster,
      ServerSettings settings,
      Progress progress) {
    this.environment = environment;
    this.installation = installation;
    this.user = user;
    this.cluster = cluster;
    this.settings = settings;
    this.progress = progress;
  }

  @Override
  public ClusterFolder cluster() {
    return cluster;
  }

  @Override
  public Optional<ServerInfo.Limits> limits() {
    return Optional.empty();
  }

  @Override
  public Optional<ServerInfo.Image> image() {
    return Optional.empty();
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public ConnectionTarget start() {
    writeSettings();
    boolean chosenByUser = !settings.port().isEmpty();
    for (int attempt = 1; ; attempt++) {
      int port = chosenByUser ? Integer.parseInt(settings.port()) : freePort();
      target = startOn(port);
      if (target.isPresent()) {
        return target.get();
      }
      String reason = ServerLog.reason(cluster.log());
      boolean portTaken = ServerLog.tail(cluster.log()).stream().anyMatch(LocalProcess::isTaken);
      if (portTaken && chosenByUser) {
        throw new Failure(
            "port "
                + port
                + " on "
                + LOOPBACK
                + " is taken; choose another with --set port=N, or"
                + " leave it out to have a free one chosen");
      }
      if (!portTaken || attempt == ATTEMPTS) {
        throw new Failure("the server did not start: " + reason + "; its log is " + cluster.log());
      }
    }
  }

  @Override
  public List<String> restart(OptionalLong forgottenDatabase) {
    int port = target.orElseThrow().port();
    stop();
    List<String> steps = new ArrayList<>(List.of("restart"));
    forgottenDatabase.ifPresent(id -> steps.add(FileCache.forget(user, filesOf(id))));
    if (startOn(port).isEmpty()) {
      throw new Failure(
          "the server did not start again: "
              + ServerLog.reason(cluster.log())
              + "; its log is "
              + cluster.log());
    }
    return steps;
  }

  private Path filesOf(long databaseId) {
    return cluster.data().resolve("base").resolve(Long.toString(databaseId));
  }

  @Override
  public Optional<String> diagnosis() {
    Optional<Lifeline> current = lifeline;
    if (stopped || current.isEmpty() || Answer.isSteady(target.orElseThrow())) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + DEATH_PATIENCE.toNanos();
    while (current.get().isAlive() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    String reason =
        current.get().isAlive()
            ? "it runs but does not answer"
            : ServerLog.endReason(cluster.log(), current.get().exitCode());
    return Optional.of("server stopped: " + reason + "; its log is " + cluster.log());
  }

  @Override
  public void close() {
    stopped = true;
    Uninterrupted.run(this::stop);
  }

  private void stop() {
    if (lifeline.isPresent()) {
      lifeline.get().stop(STOP_PATIENCE);
      lifeline.get().close();
      // Processes are left only if the lifeline's shell itself was killed.
      new ClusterProcesses(cluster).stop();
      lifeline = Optional.empty();
    }
  }

  private static boolean isTaken(String line) {
    return line.contains("could not bind") && line.contains("in use");
  }

  private void writeSettings() {
    try {
      ClusterFolder.writeForServer(
          cluster.settings(), settings.render(cluster.serverName(), installation));
    } catch (IOException e) {
      throw new Failure("cannot write " + cluster.settings(), e);
    }
  }

  private Optional<ConnectionTarget> startOn(int port) {
    cluster.turnLog();
    boolean unclean = Files.exists(cluster.data().resolve("postmaster.pid"));
    Lifeline started =
        Lifeline.start(
            environment,
            user,
            List.of(
                installation.program("postgres"),
                "-D",
                cluster.data().toString(),
                "-c",
                "config_file=" + cluster.settings(),
                "-p",
                String.valueOf(port)),
            cluster.lifelineScript(),
            cluster.data(),
            cluster.log());
    lifeline = Optional.of(started);
    Optional<ConnectionTarget> answered =
        Answer.await(superuser(port), started::isAlive, () -> unclean, progress);
    if (answered.isEmpty()) {
      started.close();
    }
    return answered;
  }

  private ConnectionTarget superuser(int port) {
    return new ConnectionTarget(
        LOOPBACK,
        port,
        MAINTENANCE_DATABASE,
        Passwords.SUPERUSER,
        Optional.of(Passwords.read(cluster.passwords()).superuser()),
        Optional.empty(),
        Map.of());
  }

  /** Another program may take the port before the server does; then it is tried again. */
  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new Failure("no free port on " + LOOPBACK, e);
    }
  }
}
