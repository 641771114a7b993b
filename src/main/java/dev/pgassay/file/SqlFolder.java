package dev.pgassay.file;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the SQL files of a folder. Their content is sent to a server. */
public final class SqlFolder {
  private static final String SUFFIX = ".sql";

  private SqlFolder() {}

  /**
   * Lists the files whose names end in {@code .sql}.
   *
   * @param folder its subfolders are ignored
   * @return the files, ordered by name
   * @throws InvalidInput if one is a link to a file outside the folder; such a link, added by a
   *     change under review, could send any file of this machine to the server
   * @throws Failure if the folder cannot be listed
   */
  public static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files
              .filter(file -> file.getFileName().toString().endsWith(SUFFIX))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
      Path real = folder.toRealPath();
      for (Path file : found) {
        if (!file.toRealPath().startsWith(real)) {
          throw new InvalidInput(file + " is a link to a file outside of " + folder + "; copy it");
        }
      }
      return found;
    } catch (IOException e) {
      throw new Failure("cannot list " + folder + ": " + e.getMessage(), e);
    }
  }
}
