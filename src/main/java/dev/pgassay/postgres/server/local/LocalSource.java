package dev.pgassay.postgres.server.local;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.ClusterLock;
import dev.pgassay.postgres.server.process.Installation;
import dev.pgassay.postgres.server.process.Installations;
import dev.pgassay.postgres.server.process.PrivateServer;
import dev.pgassay.postgres.server.process.ServerSettings;
import dev.pgassay.postgres.server.process.ServerUser;
import dev.pgassay.postgres.server.source.DatabaseSource;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.Progress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A private cluster of ours, made with the PostgreSQL that is installed on this machine. It listens
 * on loopback only, has random passwords, and never touches a cluster of the system.
 */
public final class LocalSource implements DatabaseSource {
  private final ServerEnvironment environment;
  private final Installations installations;

  public LocalSource(ServerEnvironment environment) {
    this(environment, Installations.find(Path.of("/"), environment.searchFolders()));
  }

  public LocalSource(ServerEnvironment environment, Installations installations) {
    this.environment = environment;
    this.installations = installations;
  }

  @Override
  public SourceKind kind() {
    return SourceKind.LOCAL;
  }

  @Override
  public Optional<String> whyNot() {
    return installations.whyNot();
  }

  @Override
  public RunningServer start(ServerOptions options, Progress progress) {
    Installation installation =
        installations.newestUsable().orElseThrow(() -> new Failure(whyNot().orElseThrow()));
    ServerSettings settings = new ServerSettings(environment.machine(), options.settings());
    settings.check(installation, environment.temporaryFolder());
    ServerUser user = ServerUser.of(environment);
    environment.create(environment.clusterFolder());
    ClusterFolder cluster =
        ClusterFolder.named(
            environment.clusterFolder(), options.named("pg" + installation.majorVersion()));
    ClusterLock lock = ClusterLock.take(cluster);
    try {
      new ClusterSweep(cluster, progress).sweep();
      ClusterSweep.sweepOthers(environment.clusterFolder(), cluster, progress);
      if (!cluster.exists()) {
        new ClusterMaker(environment, installation, user).make(cluster, progress);
      }
      LocalProcess process =
          new LocalProcess(environment, installation, user, cluster, settings, progress);
      return PrivateServer.start(process, lock, SourceKind.LOCAL, options);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }
}
