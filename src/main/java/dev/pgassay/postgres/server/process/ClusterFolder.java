package dev.pgassay.postgres.server.process;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Comparator;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder of the files of one private cluster. It appears under its name when it is complete,
 * and never before.
 *
 * @param folder of the cluster
 */
public record ClusterFolder(Path folder) {
  private static final String MAJOR_VERSION = "major_version";
  private static final String UNDER_CONSTRUCTION = ".new";

  /** Ends the name of a file that is being written. */
  private static final String WRITING = ".new";

  public static ClusterFolder named(Path clusters, String name) {
    return new ClusterFolder(clusters.resolve(name));
  }

  /**
   * Lists the clusters of a folder, complete or under construction, by the names they have then.
   */
  public static Set<ClusterFolder> all(Path clusters) {
    Set<ClusterFolder> found = new TreeSet<>(Comparator.comparing(ClusterFolder::name));
    if (!Files.isDirectory(clusters)) {
      return found;
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(clusters)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        boolean unfinished =
            name.endsWith(UNDER_CONSTRUCTION)
                && Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
        if (unfinished) {
          found.add(
              named(clusters, name.substring(0, name.length() - UNDER_CONSTRUCTION.length())));
        } else if (new ClusterFolder(entry).exists()) {
          found.add(new ClusterFolder(entry));
        }
      }
    } catch (IOException e) {
      throw new Failure("cannot look into " + clusters, e);
    }
    return found;
  }

  public String name() {
    return folder.getFileName().toString();
  }

  /** The name that the server carries in the titles of its processes. */
  public String serverName() {
    return "pgassay-" + name() + "-" + Integer.toHexString(folder.toString().hashCode());
  }

  public boolean exists() {
    return Files.isRegularFile(label());
  }

  /**
   * Tells whether this is a folder, and no link to one, that belongs to a user.
   *
   * @throws IOException if it cannot be looked at
   */
  public boolean belongsTo(UserPrincipal user) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user);
  }

  /**
   * Tells whether the folder contains only the files of a cluster. One that is under construction,
   * or half removed, may be without the label.
   *
   * @throws IOException if it cannot be looked into
   */
  public boolean holdsOnlyOurs() throws IOException {
    Set<Path> ours =
        Set.of(
            label(),
            passwords(),
            data(),
            settings(),
            lifelineScript(),
            log(),
            previousLog(),
            contents(),
            superuserPassword());
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        Path known = name.endsWith(WRITING) ? withoutEnding(name, WRITING) : entry;
        if (!ours.contains(known)) {
          return false;
        }
      }
      return true;
    }
  }

  private Path withoutEnding(String name, String ending) {
    return folder.resolve(name.substring(0, name.length() - ending.length()));
  }

  /** The file that marks the folder as ours and names the version that made it. */
  public Path label() {
    return folder.resolve("pgassay-cluster.properties");
  }

  /**
   * Writes a file that the server's user can read, whatever the umask. A shell that still reads the
   * former file continues with that.
   */
  public static void writeForServer(Path file, String text) throws IOException {
    Path written = Files.writeString(file.resolveSibling(file.getFileName() + WRITING), text);
    Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Writes the label. */
  public void writeLabel(int majorVersion) throws IOException {
    Files.writeString(
        label(),
        "# A private PostgreSQL cluster of pgassay; pgassay clean removes it\n"
            + MAJOR_VERSION
            + "="
            + majorVersion
            + "\n");
  }

  /** Reads from the label which version of PostgreSQL made the cluster. */
  public int majorVersion() {
    Properties properties = new Properties();
    try (Reader reader = InputLimit.SETTINGS.reader(label())) {
      properties.load(reader);
      return Integer.parseInt(properties.getProperty(MAJOR_VERSION, ""));
    } catch (IOException | NumberFormatException e) {
      throw new Failure("cannot read " + label() + "; remove the folder by hand", e);
    }
  }

  /** The passwords of the roles, readable by us alone. */
  public Path passwords() {
    return folder.resolve("passwords.properties");
  }

  /** The server's own folder. */
  public Path data() {
    return folder.resolve("data");
  }

  public Path settings() {
    return folder.resolve("postgresql.conf");
  }

  public Path lifelineScript() {
    return folder.resolve("lifeline.sh");
  }

  public Path log() {
    return folder.resolve("server.log");
  }

  private Path previousLog() {
    return folder.resolve("server.log.1");
  }

  /** The file from which initdb reads the superuser's password; it goes when that has ended. */
  public Path superuserPassword() {
    return folder.resolve("initdb-password");
  }

  /** Keeps the log of the last start next to that of the next one. */
  public void turnLog() {
    try {
      if (Files.exists(log())) {
        Files.move(log(), previousLog(), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new Failure("cannot rename " + log(), e);
    }
  }

  /** The workspaces and their sizes, kept for when the server is not running. */
  public Path contents() {
    return folder.resolve("contents.properties");
  }

  /** The lock is next to the folder, which may be renamed or removed while the lock is held. */
  public Path lock() {
    return folder.resolveSibling(name() + ".lock");
  }

  /** Names the process that holds the lock. */
  Path holder() {
    return folder.resolveSibling(name() + ".holder");
  }

  /** Returns the folder in which a cluster is made before it gets its name. */
  public ClusterFolder underConstruction() {
    return new ClusterFolder(folder.resolveSibling(name() + UNDER_CONSTRUCTION));
  }
}
