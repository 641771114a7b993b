package dev.pgassay.server;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the files of one private cluster are. The folder appears under its name when it is
 * complete, and never before.
 *
 * @param folder of the cluster
 */
record ClusterFolder(Path folder) {
  static ClusterFolder named(Path clusters, String name) {
    return new ClusterFolder(clusters.resolve(name));
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** The name that the server carries in the titles of its processes. */
  String serverName() {
    return "pgassay-" + name() + "-" + Integer.toHexString(folder.toString().hashCode());
  }

  boolean exists() {
    return Files.isRegularFile(label());
  }

  /** What marks the folder as ours and says which version made it. */
  Path label() {
    return folder.resolve("pgassay-cluster.properties");
  }

  /** The passwords of the roles, readable by us alone. */
  Path passwords() {
    return folder.resolve("passwords.properties");
  }

  /** The server's own folder. */
  Path data() {
    return folder.resolve("data");
  }

  Path settings() {
    return folder.resolve("postgresql.conf");
  }

  Path lifelineScript() {
    return folder.resolve("lifeline.sh");
  }

  Path log() {
    return folder.resolve("server.log");
  }

  /** The workspaces and their sizes, kept for when the server is not running. */
  Path contents() {
    return folder.resolve("contents.properties");
  }

  /** The lock is beside the folder, which may be renamed or removed while it is held. */
  Path lock() {
    return folder.resolveSibling(name() + ".lock");
  }

  /** Names the process that holds the lock. */
  Path holder() {
    return folder.resolveSibling(name() + ".holder");
  }

  /** Where a cluster is made before it gets its name. */
  ClusterFolder underConstruction() {
    return new ClusterFolder(folder.resolveSibling(name() + ".new"));
  }
}
