package dev.pgassay.runner;

import dev.pgassay.failure.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of one process for files that only its forks read: mode 0700, gone when it is closed.
 * What a killed process left is removed by the next.
 */
final class Scratch implements AutoCloseable {
  private static final String PREFIX = "pgassay-run-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d+)-.*");

  private final Path folder;

  private Scratch(Path folder) {
    this.folder = folder;
  }

  static Scratch open(Path temporaryFolder) {
    try {
      sweep(temporaryFolder);
      return new Scratch(
          Files.createTempDirectory(
              temporaryFolder,
              PREFIX + ProcessHandle.current().pid() + "-",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))));
    } catch (IOException e) {
      throw new Failure(
          "cannot make a folder in " + temporaryFolder + ": " + e.getMessage() + "; set TMPDIR", e);
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    remove(folder);
  }

  private static void sweep(Path temporaryFolder) throws IOException {
    try (Stream<Path> entries = Files.list(temporaryFolder)) {
      entries.filter(Scratch::orphaned).forEach(Scratch::remove);
    } catch (NotDirectoryException e) {
      throw new IOException("not a folder", e);
    }
  }

  private static boolean orphaned(Path entry) {
    Matcher name = NAME.matcher(entry.getFileName().toString());
    return name.matches()
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
        && Files.isWritable(entry);
  }

  private static void remove(Path folder) {
    try (Stream<Path> entries = Files.walk(folder)) {
      List<Path> deepestFirst = entries.sorted(Comparator.reverseOrder()).toList();
      for (Path entry : deepestFirst) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | UncheckedIOException ignored) {
      // Temporary files that cannot be removed now are removed by the next run.
    }
  }
}
