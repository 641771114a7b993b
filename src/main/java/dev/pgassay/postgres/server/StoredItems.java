package dev.pgassay.postgres.server;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.file.InputLimit;
import dev.pgassay.postgres.server.docker.Engine;
import dev.pgassay.postgres.server.docker.ServerVolume;
import dev.pgassay.postgres.server.local.ClusterRecovery;
import dev.pgassay.postgres.server.local.ClusterSweep;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.process.ClusterLock;
import dev.pgassay.postgres.server.process.Installations;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * The stored items on this machine: private clusters, volumes of containers and other folders,
 * their sizes and their removal.
 */
public final class StoredItems {
  private static final String CLUSTER = "cluster";
  private static final String VOLUME = "volume";

  private final ServerEnvironment environment;
  private final List<StoredFolder> folders;

  /**
   * @param environment names the folder of the clusters
   * @param folders other folders that may be kept
   */
  public StoredItems(ServerEnvironment environment, List<StoredFolder> folders) {
    this.environment = environment;
    this.folders = List.copyOf(folders);
  }

  /**
   * Lists the stored items.
   *
   * @return the clusters that have our label, by name, then the volumes, then the other folders
   *     that exist
   */
  public List<StoredItem> list() {
    List<StoredItem> found = new ArrayList<>(clusters());
    for (ServerVolume volume : ServerVolume.all(environment)) {
      found.add(describe(volume));
    }
    for (StoredFolder kept : folders) {
      if (Files.isDirectory(kept.folder())) {
        found.add(describe(kept));
      }
    }
    return found;
  }

  private List<StoredItem> clusters() {
    return ClusterFolder.all(environment.clusterFolder()).stream()
        .filter(ClusterFolder::exists)
        .map(StoredItems::describe)
        .toList();
  }

  /**
   * Removes a stored item with everything in it.
   *
   * @param name of the item
   * @param progress told of leftovers that are cleared away first
   * @return the item before its removal
   * @throws InvalidInput when nothing of that name is kept
   * @throws Failure when a process uses it, or it cannot be removed
   */
  public StoredItem remove(String name, Progress progress) {
    StoredItem storedItem = find(name);
    switch (storedItem.kind()) {
      case CLUSTER -> removeCluster(storedItem, progress);
      case VOLUME -> removeVolume(new ServerVolume(new ClusterFolder(storedItem.folder())));
      default -> delete(storedItem.folder());
    }
    return storedItem;
  }

  /**
   * Finds a stored item by its name.
   *
   * @param name of the item
   * @return the item
   * @throws InvalidInput when nothing of that name is kept
   */
  public StoredItem find(String name) {
    return list().stream()
        .filter(kept -> kept.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown(name));
  }

  private void removeCluster(StoredItem storedItem, Progress progress) {
    ClusterFolder cluster = new ClusterFolder(storedItem.folder());
    ClusterLock lock = ClusterLock.take(cluster);
    try {
      boolean wasShutDown = !Files.exists(cluster.data().resolve("postmaster.pid"));
      new ClusterSweep(cluster, progress).sweep();
      if (!wasShutDown) {
        settle(cluster, progress);
      }
      // Renamed first: a half removed folder is no longer a cluster, and the next start sweeps it.
      Files.move(storedItem.folder(), cluster.underConstruction().folder());
      delete(cluster.underConstruction().folder());
      Files.deleteIfExists(cluster.lock());
    } catch (IOException e) {
      throw new Failure("cannot remove " + storedItem.folder() + "; remove it by hand", e);
    } finally {
      lock.close();
    }
  }

  private void removeVolume(ServerVolume volume) {
    ClusterLock lock = ClusterLock.take(volume.folder());
    try {
      volume.remove(Engine.connect(environment));
      Files.deleteIfExists(volume.folder().lock());
    } catch (IOException e) {
      throw new Failure("cannot remove " + volume.folder().folder() + "; remove it by hand", e);
    } finally {
      lock.close();
    }
  }

  private static void delete(Path folder) {
    try {
      new FolderTree(folder).delete();
    } catch (IOException e) {
      throw new Failure("cannot remove " + folder + "; remove it by hand", e);
    }
  }

  /**
   * A server that was killed left shared memory behind, which only a server of its kind can free.
   */
  private void settle(ClusterFolder cluster, Progress progress) {
    Installations.find(Path.of("/"), environment.searchFolders())
        .ofMajorVersion(cluster.majorVersion())
        .ifPresent(
            installation ->
                new ClusterRecovery(environment, installation).recover(cluster, progress));
  }

  private InvalidInput unknown(String name) {
    List<String> names = list().stream().map(StoredItem::name).toList();
    return new InvalidInput(
        name
            + ": nothing with that name is stored; "
            + (names.isEmpty() ? "nothing is" : "there are " + String.join(", ", names)));
  }

  private static StoredItem describe(StoredFolder kept) {
    try {
      return new StoredItem(
          kept.kind(),
          kept.name(),
          kept.folder(),
          new FolderTree(kept.folder()).sizeBytes(),
          Map.of(),
          Optional.empty());
    } catch (IOException e) {
      throw new Failure("cannot look into " + kept.folder(), e);
    }
  }

  private static StoredItem describe(ClusterFolder cluster) {
    try {
      return new StoredItem(
          CLUSTER,
          cluster.name(),
          cluster.folder(),
          new FolderTree(cluster.folder()).sizeBytes(),
          workspaces(cluster),
          user(cluster));
    } catch (IOException e) {
      throw new Failure("cannot look into " + cluster.folder(), e);
    }
  }

  /**
   * Its size is that of the workspaces when it was last in use: only its engine could tell more.
   */
  private static StoredItem describe(ServerVolume volume) {
    ClusterFolder folder = volume.folder();
    try {
      Map<String, Long> workspaces = workspaces(folder);
      return new StoredItem(
          VOLUME,
          volume.name(),
          folder.folder(),
          workspaces.values().stream().mapToLong(Long::longValue).sum(),
          workspaces,
          user(folder));
    } catch (IOException e) {
      throw new Failure("cannot look into " + folder.folder(), e);
    }
  }

  private static Map<String, Long> workspaces(ClusterFolder cluster) throws IOException {
    Map<String, Long> workspaces = new TreeMap<>();
    if (Files.exists(cluster.contents())) {
      Properties contents = new Properties();
      try (Reader reader = InputLimit.SETTINGS.reader(cluster.contents())) {
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
