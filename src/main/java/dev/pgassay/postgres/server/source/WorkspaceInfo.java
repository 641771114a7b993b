package dev.pgassay.postgres.server.source;

import java.util.Objects;

/**
 * A workspace on a server. Immutable.
 *
 * @param key its name
 * @param database the database it is in
 * @param sizeBytes its size on the server's disk
 */
public record WorkspaceInfo(String key, String database, long sizeBytes) {
  public WorkspaceInfo {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(database, "database");
  }
}
