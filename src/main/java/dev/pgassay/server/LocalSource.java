package dev.pgassay.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * A private cluster of ours, made with the PostgreSQL that is installed on this machine. It listens
 * on loopback only, has random passwords, and never touches a cluster of the system.
 */
final class LocalSource implements DatabaseSource {
  private final ServerEnvironment environment;
  private final Installations installations;

  LocalSource(ServerEnvironment environment) {
    this(environment, Installations.find(Path.of("/"), environment.searchFolders()));
  }

  LocalSource(ServerEnvironment environment, Installations installations) {
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
    LocalSettings settings = new LocalSettings(environment.machine(), options.settings());
    settings.check(installation, environment.temporaryFolder());
    ServerUser user = ServerUser.of(environment);
    createClusterFolder();
    ClusterFolder cluster =
        ClusterFolder.named(environment.clusterFolder(), "pg" + installation.majorVersion());
    ClusterLock lock = ClusterLock.take(cluster);
    try {
      new ClusterSweep(cluster, progress).sweep();
      ClusterSweep.sweepOthers(environment.clusterFolder(), cluster, progress);
      if (!cluster.exists()) {
        new ClusterMaker(environment, installation, user).make(cluster, progress);
      }
      LocalProcess process =
          new LocalProcess(environment, installation, user, cluster, settings, progress);
      return LocalServer.start(process, lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void createClusterFolder() {
    Path folder = environment.clusterFolder();
    try {
      create(folder);
    } catch (IOException e) {
      throw new Failure(
          "cannot create " + folder + "; set PGASSAY_HOME to a folder that can be written", e);
    }
    if (!Files.isWritable(folder)) {
      throw new Failure(
          "cannot write to " + folder + "; set PGASSAY_HOME to a folder that can be written");
    }
  }

  /** Whatever the umask: root's server runs as another user, who must get through. */
  private void create(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      create(folder.getParent());
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(
          folder, PosixFilePermissions.fromString(environment.root() ? "rwxr-xr-x" : "rwx------"));
    }
  }
}
