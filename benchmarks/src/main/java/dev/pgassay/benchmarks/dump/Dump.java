package dev.pgassay.benchmarks.dump;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.Parameter.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A dump of one schema.
 *
 * @param path of the file or folder
 * @param format of it
 * @param compression zlib's level, 0 for none
 * @param schema the one that is dumped; extensions are in others
 */
record Dump(Path path, DumpFormat format, int compression, String schema) {

  /** Returns the arguments of pg_dump. */
  List<String> dumpArguments(int jobs) {
    return List.of(
        "--format=" + Words.word(format),
        "--jobs=" + jobs,
        "--compress=" + compression,
        "--schema=" + schema,
        "--no-password",
        "--file=" + path);
  }

  /** Returns the arguments of pg_restore into the program's database. */
  List<String> restoreArguments(String database, int jobs) {
    return List.of(
        "--dbname=" + database,
        "--jobs=" + jobs,
        "--exit-on-error",
        "--no-password",
        path.toString());
  }

  /** Returns the arguments of pg_restore that list what is in the dump. */
  List<String> listArguments() {
    return List.of("--list", path.toString());
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Returns the sum of its files' sizes. */
  long sizeBytes() {
    try (Stream<Path> files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(Dump::size).sum();
    } catch (IOException | UncheckedIOException e) {
      throw new Failure("cannot read the dump " + path + ": " + e.getMessage(), e);
    }
  }

  /** Removes it if it exists. */
  void delete() {
    if (!exists()) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new Failure("cannot remove the dump " + path + ": " + e.getMessage(), e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
