package dev.pgassay.postgres.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Something of ours that stays on this machine until it is removed: a private cluster, a volume of
 * a container, a cache, a run. Immutable.
 *
 * @param kind what it is, such as {@code cluster}
 * @param name by which it is removed, such as {@code pg15}
 * @param folder where it is; of a volume, which its engine keeps, where its log and passwords are
 * @param sizeBytes what it takes on the disk; of a volume, what its workspaces took
 * @param workspaces those in a cluster or volume, by key, each with its size in bytes when it was
 *     last in use
 * @param user the number of the process that uses it now; empty where none does
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
