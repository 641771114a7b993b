package dev.pgassay.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/** The private clusters that are kept on this machine: what they take, and their end. */
public final class Keepsakes {
  private final ServerEnvironment environment;

  /**
   * @param environment says where the clusters are
   */
  public Keepsakes(ServerEnvironment environment) {
    this.environment = environment;
  }

  /**
   * Lists the clusters.
   *
   * @return those that carry our label, by name
   */
  public List<Keepsake> list() {
    List<Keepsake> found = new ArrayList<>();
    Path clusters = environment.clusterFolder();
    if (!Files.isDirectory(clusters)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(clusters)) {
      for (Path entry : entries) {
        ClusterFolder cluster = new ClusterFolder(entry);
        if (cluster.exists()) {
          found.add(describe(cluster));
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot look into " + clusters, e);
    }
    found.sort(Comparator.comparing(Keepsake::name));
    return found;
  }

  /**
   * Removes a cluster with everything in it.
   *
   * @param name of the cluster
   * @param progress told of leftovers that are cleared away first
   * @return what was removed, as it was
   * @throws InvalidInput when there is no cluster of that name
   * @throws Failure when a process uses it, or it cannot be removed
   */
  public Keepsake remove(String name, Progress progress) {
    Keepsake keepsake =
        list().stream()
            .filter(kept -> kept.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name));
    ClusterFolder cluster = new ClusterFolder(keepsake.folder());
    ClusterLock lock = ClusterLock.take(cluster);
    try {
      new ClusterSweep(cluster, progress).sweep();
      settle(cluster, progress);
      // Renamed first: what is half removed is no cluster any more, and the next start sweeps it.
      Files.move(keepsake.folder(), cluster.underConstruction().folder());
      new FolderTree(cluster.underConstruction().folder()).delete();
      Files.deleteIfExists(cluster.lock());
    } catch (IOException e) {
      throw new Failure("cannot remove " + keepsake.folder() + "; remove it by hand", e);
    } finally {
      lock.close();
    }
    return keepsake;
  }

  /**
   * A server that was killed left shared memory behind, which only a server of its kind can free.
   */
  private void settle(ClusterFolder cluster, Progress progress) {
    if (Files.exists(cluster.data().resolve("postmaster.pid"))) {
      Installations.find(Path.of("/"), environment.searchFolders())
          .ofMajorVersion(cluster.majorVersion())
          .ifPresent(
              installation ->
                  new ClusterRecovery(environment, installation).recover(cluster, progress));
    }
  }

  private InvalidInput unknown(String name) {
    List<String> names = list().stream().map(Keepsake::name).toList();
    return new InvalidInput(
        name
            + ": nothing of that name is kept in "
            + environment.clusterFolder()
            + "; "
            + (names.isEmpty() ? "it is empty" : "there are " + String.join(", ", names)));
  }

  private static Keepsake describe(ClusterFolder cluster) throws IOException {
    return new Keepsake(
        cluster.name(),
        cluster.folder(),
        new FolderTree(cluster.folder()).sizeBytes(),
        workspaces(cluster),
        user(cluster));
  }

  private static Map<String, Long> workspaces(ClusterFolder cluster) throws IOException {
    Map<String, Long> workspaces = new TreeMap<>();
    if (Files.exists(cluster.contents())) {
      Properties contents = new Properties();
      try (Reader reader = Files.newBufferedReader(cluster.contents())) {
        contents.load(reader);
      }
      contents
          .stringPropertyNames()
          .forEach(key -> workspaces.put(key, Long.valueOf(contents.getProperty(key))));
    }
    return workspaces;
  }

  private static Optional<String> user(ClusterFolder cluster) {
    Optional<ClusterLock> lock = ClusterLock.tryTake(cluster);
    lock.ifPresent(ClusterLock::close);
    return lock.isPresent() ? Optional.empty() : Optional.of(ClusterLock.holder(cluster));
  }
}
