package dev.pgassay.server;

import dev.pgassay.db.Workspace;
import java.util.List;

/** Where a server keeps its workspaces: in databases of our own, or in the one we were given. */
sealed interface WorkspaceHouse extends AutoCloseable permits OwnDatabases, GivenDatabase {
  /** Makes a workspace ready and holds it until this is closed. */
  Workspace workspace(String key);

  /** Lists the workspaces that carry our mark. */
  List<WorkspaceInfo> workspaces();

  /** Drops one. */
  void drop(String key);

  @Override
  void close();
}
