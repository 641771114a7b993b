package dev.pgassay.postgres.server;

import java.nio.file.Path;
import java.util.Objects;

/**
 * A folder that contains only files of pgassay and is kept until it is removed. Immutable.
 *
 * @param kind the kind of its contents, such as {@code run}
 * @param name the name for its removal
 * @param folder its path, whether it exists or not
 */
public record StoredFolder(String kind, String name, Path folder) {
  public StoredFolder {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(folder, "folder");
  }
}
