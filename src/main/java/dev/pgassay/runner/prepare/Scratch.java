package dev.pgassay.runner.prepare;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one process for files that only its forks read: mode 0700, deleted when it is
 * closed. The next process removes the folder of a killed one.
 */
public final class Scratch implements AutoCloseable {
  private static final String PREFIX = "pgassay-run-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-.*");

  /** Gives the program another temporary folder. */
  public static final String OTHER_FOLDER = "PGASSAY_JAVA_OPTS=-Djava.io.tmpdir=FOLDER";

  private static final Set<PosixFilePermission> OURS_ALONE =
      PosixFilePermissions.fromString("rwx------");

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  public static Scratch open(Path temporaryFolder) {
    try {
      if (!Files.isDirectory(temporaryFolder)) {
        throw new NotDirectoryException("not a folder");
      }
      Path folder =
          Files.createTempDirectory(
              temporaryFolder,
              PREFIX + ProcessHandle.current().pid() + "-",
              PosixFilePermissions.asFileAttribute(OURS_ALONE));
      sweep(temporaryFolder, Files.getOwner(folder));
      return new Scratch(folder);
    } catch (IOException e) {
      throw cannotMake(temporaryFolder, e);
    }
  }

  /** The JVM reads no TMPDIR: the launcher hands the property on. */
  public static Failure cannotMake(Path temporaryFolder, IOException cause) {
    return new Failure(
        "cannot make a folder in "
            + temporaryFolder
            + ": "
            + cause.getMessage()
            + "; name another temporary folder: "
            + OTHER_FOLDER,
        cause);
  }

  public Path folder() {
    return folder;
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void sweep(Path temporaryFolder, UserPrincipal user) throws IOException {
    try (Stream<Path> entries = Files.list(temporaryFolder)) {
      entries.filter(entry -> orphaned(entry, user)).forEach(Scratch::remove);
    }
  }

  /** A name proves nothing: others may have taken it, or put a link there. */
  private static boolean orphaned(Path entry, UserPrincipal user) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    if (!name.matches() || ProcessHandle.of(Long.parseLong(name.group(1))).isPresent()) {
      return false;
    }
    try {
      PosixFileAttributes found =
          Files.readAttributes(entry, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isDirectory()
          && found.owner().equals(user)
          && found.permissions().equals(OURS_ALONE);
    } catch (IOException gone) {
      return false;
    }
  }

  private static void remove(Path folder) {
    try {
      new FolderTree(folder).delete();
    } catch (IOException ignored) {
      // Temporary files that cannot be removed now are removed by the next run.
    }
  }
}
