package dev.pgassay.postgres.server;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A folder with nothing but what pgassay made, which is kept until it is removed. Immutable.
 *
 * @param kind what is in it, such as {@code run}
 * @param name by which it is removed
 * @param folder where it is, or would be
 */
public record StoredFolder(String kind, String name, Path folder) {
  /** Checks the components. */
  public StoredFolder {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
  }
}
