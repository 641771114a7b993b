package dev.pgassay.postgres.server.docker;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.FolderTree;
import dev.pgassay.postgres.server.process.ClusterFolder;
import dev.pgassay.postgres.server.source.ServerEnvironment;
import dev.pgassay.postgres.server.workspace.Passwords;
import dev.pgassay.progress.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The volume of one workspace, in which its data and indexes outlive the container, and the folder
 * on this machine with the rest of its files: the superuser's password, the log, the lock.
 *
 * @param folder whose name is the volume's
 */
public record ServerVolume(ClusterFolder folder) {
  private static final String PREFIX = "pgassay-";

  /** The key of the workspace if nobody named one. */
  private static final String ANY_WORKSPACE = "schema";

  static Path parent(ServerEnvironment environment) {
    return environment.clusterFolder().resolveSibling("volumes");
  }

  /** Lists the volumes that were made from here, complete or not. */
  public static List<ServerVolume> all(ServerEnvironment environment) {
    Path parent = parent(environment);
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (var entries = Files.list(parent)) {
      return entries
          .map(ClusterFolder::new)
          .filter(folder -> Files.isRegularFile(folder.passwords()))
          .map(ServerVolume::new)
          .sorted((one, other) -> one.name().compareTo(other.name()))
          .toList();
    } catch (IOException e) {
      throw new Failure("cannot look into " + parent, e);
    }
  }

  /**
   * Chooses the volume of a workspace; if none was named, the only existing one.
   *
   * @throws InvalidInput if there are several and none was named
   */
  static ServerVolume choose(ServerEnvironment environment, Optional<String> workspace) {
    if (workspace.isPresent()) {
      return of(environment, workspace.get());
    }
    List<ServerVolume> all = all(environment);
    if (all.size() > 1) {
      throw new InvalidInput(
          "there are several volumes ("
              + String.join(", ", all.stream().map(ServerVolume::name).toList())
              + "); name the workspace with --workspace or --dataset");
    }
    return all.isEmpty() ? of(environment, ANY_WORKSPACE) : all.get(0);
  }

  /** Folders of others, who have other passwords, lead to other names. */
  public static ServerVolume of(ServerEnvironment environment, String workspace) {
    Path parent = parent(environment);
    CRC32 sum = new CRC32();
    sum.update(parent.toString().getBytes(StandardCharsets.UTF_8));
    return new ServerVolume(
        ClusterFolder.named(parent, "%s%s-%08x".formatted(PREFIX, workspace, sum.getValue())));
  }

  public String name() {
    return folder.name();
  }

  /** Tells whether a server has once started on it. */
  boolean isComplete() {
    return folder.exists();
  }

  Passwords passwords() {
    return Passwords.read(folder.passwords());
  }

  String howToRemove() {
    return "remove the volume with pgassay clean " + name() + " and load again";
  }

  /**
   * Makes the volume ready for a server: creates it if it is missing, and creates it again if an
   * earlier run was killed before its first server answered. The lock must be held.
   *
   * @throws Failure if its data cannot be used: another major version's, or a stranger's
   */
  void prepare(Engine engine, ServerImage image, Progress progress) {
    boolean there = engine.hasVolume(name());
    if (there && isComplete()) {
      requireSameMajorVersion(image);
      return;
    }
    if (there) {
      if (!Files.isRegularFile(folder.passwords())) {
        throw new Failure(
            "volume "
                + name()
                + " is there, and its password is not in "
                + folder.folder()
                + "; remove it with docker volume rm "
                + name());
      }
      engine.removeVolume(name());
      progress.say("removed a volume that an earlier run did not complete");
    }
    create(engine);
  }

  private void requireSameMajorVersion(ServerImage image) {
    int made = folder.majorVersion();
    image
        .majorVersion()
        .filter(now -> now != made)
        .ifPresent(
            now -> {
              throw new Failure(
                  "volume "
                      + name()
                      + " was made by PostgreSQL "
                      + made
                      + ", and image "
                      + image.name()
                      + " has PostgreSQL "
                      + now
                      + "; give an image of "
                      + made
                      + " with --image, or "
                      + howToRemove());
            });
  }

  private void create(Engine engine) {
    try {
      Files.deleteIfExists(folder.label());
      Files.deleteIfExists(folder.contents());
      Files.deleteIfExists(folder.passwords());
      Passwords.random(new SecureRandom()).write(folder.passwords());
    } catch (IOException e) {
      throw new Failure("cannot write into " + folder.folder(), e);
    }
    engine.createVolume(name());
  }

  /** Removes the volume and its folder. The lock must be held. */
  public void remove(Engine engine) throws IOException {
    engine.removeContainersOf(name());
    engine.removeVolume(name());
    new FolderTree(folder.folder()).delete();
  }
}
