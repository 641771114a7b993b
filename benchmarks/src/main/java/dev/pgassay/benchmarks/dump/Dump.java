package dev.pgassay.benchmarks.dump;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.FolderTree;
import dev.pgassay.measure.workload.Parameter.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A dump of one schema.
 *
 * @param path of the file or folder
 * @param format of it
 * @param compression zlib's level, 0 for none
 * @param schema the dumped one; extensions are in others
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

  /** Returns the arguments of pg_restore that list the content of the dump. */
  List<String> listArguments() {
    return List.of("--list", path.toString());
  }

  boolean exists() {
    return Files.exists(path);
  }

  /**
   * Returns the sum of its files' sizes.
   *
   * @throws Failure if it does not exist
   */
  long sizeBytes() {
    if (!exists()) {
      throw new Failure("cannot read the dump " + path + ": it does not exist");
    }
    try {
      return new FolderTree(path).sizeBytes();
    } catch (IOException e) {
      throw new Failure("cannot read the dump " + path + ": " + e.getMessage(), e);
    }
  }

  /** Removes it if it exists. */
  void delete() {
    try {
      new FolderTree(path).delete();
    } catch (IOException e) {
      throw new Failure("cannot remove the dump " + path + ": " + e.getMessage(), e);
    }
  }
}
