package dev.pgassay.data.dataset.spec;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The datasets that can be named on the command line: the YAML files of a folder. Thread-safe. */
public final class DatasetCatalog {
  private final Path folder;

  /**
   * Opens a folder; nothing is read yet.
   *
   * @param folder where the files are
   */
  public DatasetCatalog(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all datasets of the folder.
   *
   * @return the datasets, fewest events first
   * @throws InvalidInput where one of the files cannot be used
   */
  public List<DatasetSpec> list() {
    return files().stream()
        .map(DatasetFile::read)
        .sorted(Comparator.comparing(DatasetSpec::events).thenComparing(DatasetSpec::name))
        .toList();
  }

  /**
   * Reads one dataset.
   *
   * @param nameOrPath the name of a dataset in the folder, or the path of a YAML file: whatever has
   *     a separator or ends in {@code .yaml} or {@code .yml}
   * @return the dataset
   * @throws InvalidInput where there is none or its file cannot be used
   */
  public DatasetSpec find(String nameOrPath) {
    if (nameOrPath.contains("/") || nameOrPath.matches(".*\\.ya?ml")) {
      return DatasetFile.read(Path.of(nameOrPath));
    }
    Path file = folder.resolve(nameOrPath + ".yaml");
    if (!Files.exists(file)) {
      throw new InvalidInput(
          "unknown dataset '"
              + nameOrPath
              + "': "
              + folder
              + " has "
              + files().stream().map(DatasetCatalog::stem).collect(Collectors.joining(", "))
              + "; the path of a YAML file works too");
    }
    return DatasetFile.read(file);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new Failure("datasets folder " + folder + " cannot be read", e);
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replaceFirst("\\.yaml$", "");
  }
}
