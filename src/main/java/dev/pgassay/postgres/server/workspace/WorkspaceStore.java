package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import java.util.List;
import java.util.Optional;

/**
 * The place in which a server keeps its workspaces: databases of our own, or the one we were given.
 */
public sealed interface WorkspaceStore extends AutoCloseable permits OwnDatabases, GivenDatabase {
  /** Makes a workspace ready and holds it until this is closed. */
  Workspace workspace(String key);

  /** Copies a workspace that is held; empty if there is room for one only. */
  Optional<Workspace> copy(String key, String label);

  /** Drops a copy. */
  void dropCopy(String key, String label);

  /** Lists the workspaces that carry our mark. */
  List<WorkspaceInfo> workspaces();

  /** Finds out whether one can be dropped: fails as {@link #drop} would, and changes nothing. */
  void tryDrop(String key);

  /** Drops one. */
  void drop(String key);

  @Override
  void close();
}
