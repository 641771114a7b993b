package dev.pgassay.postgres.server.docker;

import com.github.dockerjava.api.model.Ports;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.server.process.Answer;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.FileCache;
import dev.pgassay.postgres.server.process.ServerLog;
import dev.pgassay.postgres.server.process.ServerProcess;
import dev.pgassay.postgres.server.process.ServerSettings;
import dev.pgassay.postgres.server.process.Uninterrupted;
import dev.pgassay.postgres.server.source.ServerInfo;
import dev.pgassay.postgres.server.workspace.Passwords;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The server in a container, from the start of the container to its end. Not thread-safe, but for
 * {@link #diagnosis()}.
 */
final class ContainerProcess implements ServerProcess {
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);
  private static final Duration DEATH_PATIENCE = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final Engine engine;
  private final ServerImage image;
  private final ServerVolume volume;
  private final ServerSettings settings;
  private final ContainerLimits limits;
  private final Progress progress;
  private volatile Optional<ServerContainer> container = Optional.empty();
  private volatile Optional<ConnectionTarget> target = Optional.empty();
  private volatile boolean stopped;

  ContainerProcess(
      Engine engine,
      ServerImage image,
      ServerVolume volume,
      ServerSettings settings,
      ContainerLimits limits,
      Progress progress) {
    this.engine = engine;
    this.image = image;
    this.volume = volume;
    this.settings = settings;
    this.limits = limits;
    this.progress = progress;
  }

  @Override
  public ClusterFolder cluster() {
    return volume.folder();
  }

  @Override
  public Optional<ServerInfo.Image> image() {
    return Optional.of(new ServerInfo.Image(image.name(), image.id(), image.registryDigests()));
  }

  @Override
  public Optional<ServerInfo.Limits> limits() {
    return Optional.of(
        new ServerInfo.Limits(
            limits.processors(), limits.memoryBytes(), limits.sharedMemoryBytes()));
  }

  @Override
  public Progress progress() {
    return progress;
  }

  @Override
  public ConnectionTarget start() {
    return startOn(settings.port());
  }

  private ConnectionTarget startOn(String port) {
    cluster().turnLog();
    ServerContainer started =
        new ServerContainer(image, volume.name(), limits, published(port), cluster().log());
    started.configure(settings.renderForContainer(volume.name()));
    if (!volume.isComplete()) {
      started.initialise(volume.passwords().superuser());
    }
    container = Optional.of(started);
    try {
      started.start();
    } catch (RuntimeException e) {
      throw refusal(e);
    }
    target = answer(started);
    ConnectionTarget entry = target.orElseThrow(() -> didNotStart(Optional.empty()));
    complete(entry);
    return entry;
  }

  private Ports.Binding published(String port) {
    String address = engine.address().isLocal() ? ServerProcess.LOOPBACK : "0.0.0.0";
    return port.isEmpty()
        ? Ports.Binding.bindIp(address)
        : Ports.Binding.bindIpAndPort(address, Integer.parseInt(port));
  }

  private Optional<ConnectionTarget> answer(ServerContainer started) {
    int port = started.getMappedPort(ServerContainer.PORT);
    try {
      return Answer.await(
          superuser(engine.address().host(), port),
          started::isAlive,
          () -> ServerLog.saysUnclean(cluster().log()),
          progress);
    } catch (DatabaseFailure e) {
      throw new Failure(e.getMessage() + "; " + volume.howToRemove(), e);
    }
  }

  private ConnectionTarget superuser(String host, int port) {
    return new ConnectionTarget(
        host,
        port,
        ServerProcess.MAINTENANCE_DATABASE,
        Passwords.SUPERUSER,
        Optional.of(volume.passwords().superuser()),
        Optional.empty(),
        Map.of());
  }

  /** From now on the volume has all that a server needs. */
  private void complete(ConnectionTarget entry) {
    if (volume.isComplete()) {
      return;
    }
    try (Session session = Session.open(entry)) {
      int number =
          Integer.parseInt(
              session.text("cannot ask for the version", "SHOW server_version_num").orElseThrow());
      cluster().writeLabel(number / 10_000);
    } catch (IOException e) {
      throw new Failure("cannot write " + cluster().label(), e);
    }
  }

  /** The engine refused to start the container, or the container ended before it could be seen. */
  private Failure refusal(RuntimeException cause) {
    String words = EngineFailure.words(cause);
    if (words.contains("exec: \"sh\"")) {
      return new Failure(
          "image "
              + image.name()
              + " has no shell, which stops its server in time; give another with --image",
          cause);
    }
    if (words.contains("port is already allocated") || words.contains("address already in use")) {
      return new Failure(
          "port "
              + settings.port()
              + " is taken; choose another with --set port=N, or leave it out to"
              + " have a free one chosen",
          cause);
    }
    return ServerLog.tail(cluster().log()).isEmpty()
        ? new Failure("cannot start a container of image " + image.name() + ": " + words, cause)
        : didNotStart(Optional.of(cause));
  }

  private Failure didNotStart(Optional<RuntimeException> cause) {
    List<String> log = ServerLog.tail(cluster().log());
    Optional<? extends Failure> ofUser = settings.refusal(log);
    if (ofUser.isPresent()) {
      return ofUser.get();
    }
    return new Failure(
        "the server did not start in a container of image "
            + image.name()
            + ": "
            + ServerLog.reason(cluster().log())
            + "; its log is "
            + cluster().log(),
        cause.orElse(null));
  }

  /** A container ends with its server; another one of the same volume takes its place. */
  @Override
  public List<String> restart(OptionalLong forgottenDatabase) {
    String port = String.valueOf(target.orElseThrow().port());
    stop();
    startOn(port);
    return forgottenDatabase.isPresent()
        ? List.of("restart", FileCache.LEFT_ALONE)
        : List.of("restart");
  }

  @Override
  public Optional<String> diagnosis() {
    Optional<ServerContainer> current = container;
    if (stopped || current.isEmpty() || Answer.isSteady(target.orElseThrow())) {
      return Optional.empty();
    }
    long deadline = System.nanoTime() + DEATH_PATIENCE.toNanos();
    while (current.get().isAlive() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    return Optional.of(reasonOfEnd(current.get()));
  }

  private String reasonOfEnd(ServerContainer ended) {
    Optional<String> engineGone = EngineProbe.whyNot(engine.address());
    String reason;
    if (engineGone.isPresent()) {
      reason = "its container engine is gone: " + engineGone.get();
    } else if (ended.isAlive()) {
      reason = "it runs but does not answer";
    } else {
      reason = ServerLog.endReason(cluster().log(), ended.exitCode().orElse(0));
    }
    return "server stopped: " + reason + "; its log is " + cluster().log();
  }

  @Override
  public void close() {
    stopped = true;
    Uninterrupted.run(this::stop);
  }

  private void stop() {
    Optional<ServerContainer> current = container;
    container = Optional.empty();
    if (current.isEmpty()) {
      return;
    }
    try {
      if (current.get().isAlive() && current.get().isRunning()) {
        current.get().stopServer(STOP_PATIENCE);
      }
    } catch (InterruptedException e) {
      // Interrupts are put off while this runs; should one come all the same, the rest is quick.
      Thread.currentThread().interrupt();
    } catch (RuntimeException engineGone) {
      // There is nothing to stop any more, or nobody to ask; the next start sweeps.
    } finally {
      current.get().letGo();
      remove(current.get());
    }
  }

  private void remove(ServerContainer ended) {
    if (EngineProbe.whyNot(engine.address()).isPresent()) {
      progress.warn("the container engine is gone; the next start removes what it left");
      Engine.ignoreLastCleanUp();
      return;
    }
    ended.stop();
    engine.awaitRemoval(volume.name());
  }
}
