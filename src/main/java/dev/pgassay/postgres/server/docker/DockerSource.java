package dev.pgassay.postgres.server.docker;

import dev.pgassay.postgres.server.process.ClusterLock;
import dev.pgassay.postgres.server.process.PrivateServer;
import dev.pgassay.postgres.server.process.ServerSettings;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/**
 * A container of ours as the server: the reference image or any other with pgvector, started by
 * Testcontainers with settings, memory and processors of our choice. A workspace's data is in a
 * volume of its own, which stays until it is removed; the container goes when the run ends, however
 * it ends.
 */
public final class DockerSource implements DatabaseSource {
  private final ServerEnvironment environment;

  public DockerSource(ServerEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.DOCKER;
  }

  @Override
  public Optional<String> whyNot() {
    return EngineProbe.whyNot(environment);
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    Engine engine = Engine.connect(environment);
    ServerEnvironment.Machine machine = ContainerLimits.machine(engine.info(), options.container());
    ServerSettings settings = new ServerSettings(machine, options.settings());
    ServerVolume volume = ServerVolume.choose(environment, options.workspace().map(options::named));
    environment.create(volume.folder().folder());
    ClusterLock lock = ClusterLock.take(volume.folder());
    try {
      sweep(engine, volume, progress);
      ServerImage image = ServerImage.have(engine, options.container(), progress);
      volume.prepare(engine, image, progress);
      ContainerProcess process =
          new ContainerProcess(
              engine,
              image,
              volume,
              settings,
              ContainerLimits.of(machine, options.container(), settings),
              progress);
      return PrivateServer.start(process, lock, SourceKind.DOCKER, options);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Whoever holds a volume's lock knows that the containers on it have lost their owner. */
  private void sweep(Engine engine, ServerVolume volume, Progress progress) {
    int removed = engine.removeContainersOf(volume.name());
    for (ServerVolume other : ServerVolume.all(environment)) {
      if (!other.equals(volume)) {
        Optional<ClusterLock> lock = ClusterLock.tryTake(other.folder());
        if (lock.isPresent()) {
          removed += engine.removeContainersOf(other.name());
          lock.get().close();
        }
      }
    }
    if (removed > 0) {
      progress.say("removed " + removed + " containers that an earlier run left behind");
    }
  }
}
