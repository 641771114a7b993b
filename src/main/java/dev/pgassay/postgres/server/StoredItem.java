package dev.pgassay.postgres.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something of ours that stays on this machine until it is removed: a private cluster, a volume of
 * a container, a cache, a run. Immutable.
 *
 * @param kind its kind, such as {@code cluster}
 * @param name the name for its removal, such as {@code pg15}
 * @param folder its folder; for a volume, which its engine keeps, the folder of its log and
 *     passwords
 * @param sizeBytes its size on the disk; for a volume, the size of its workspaces
 * @param workspaces those in a cluster or volume, by key, each with its size in bytes when it was
 *     last in use
 * @param user the number of the process that uses it now; empty if none does
 */
public record StoredItem(
    String kind,
    String name,
    Path folder,
    long sizeBytes,
    Map<String, Long> workspaces,
    Optional<String> user) {
  /** Copies the map. */
  public StoredItem {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
    workspaces = Map.copyOf(workspaces);
    Objects.requireNonNull(user, "user");
  }
}
