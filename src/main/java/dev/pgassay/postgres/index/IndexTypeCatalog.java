package dev.pgassay.postgres.index;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The index types that users describe: the YAML files of a folder. A file is read when its type is
 * asked for, so that a faulty one disturbs no other. Thread-safe.
 */
public final class IndexTypeCatalog {
  private static final String SUFFIX = ".yaml";

  private final Path folder;

  /**
   * Opens a folder; nothing is read yet.
   *
   * @param folder the folder of the files; it need not exist
   */
  public IndexTypeCatalog(Path folder) {
    this.folder = folder;
  }

  /**
   * Returns the names of the types.
   *
   * @return in their order, without a file being read
   */
  public List<String> names() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new Failure("folder of index types " + folder + " cannot be read", e);
    }
  }

  /**
   * Reads a type.
   *
   * @param name one of {@link #names}
   * @return the type
   * @throws InvalidInput if its file cannot be used
   */
  public IndexTypeFile read(String name) {
    return IndexTypeFile.read(folder.resolve(name + SUFFIX));
  }
}
