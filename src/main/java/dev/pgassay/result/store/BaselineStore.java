package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.file.AtomicFile;
import dev.pgassay.file.InputLimit;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.run.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of baselines, which is made for git. Each baseline has a folder of its name with
 * {@code baseline.json}. Thread-safe.
 */
public final class BaselineStore {
  /** The name of the file that holds a baseline. */
  public static final String BASELINE_FILE = "baseline.json";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path folder;
  private final BaselineFormat format = new BaselineFormat();

  /**
   * Opens a folder of baselines.
   *
   * @param folder such as {@code results/baselines}; need not exist yet
   */
  public BaselineStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Refuses names that could lead outside the folder or that are names of runs.
   *
   * @return the name
   * @throws InvalidInput if it is refused
   */
  public static String requireName(String name) {
    if (!NAME.matcher(name).matches() || RunId.isRunId(name)) {
      throw new InvalidInput(
          "a baseline's name has up to 64 letters, digits, dots, hyphens and underscores: " + name);
    }
    return name;
  }

  /**
   * Writes a baseline and replaces an earlier one of that name.
   *
   * @return the file
   * @throws Failure if it cannot be written
   */
  public Path save(Baseline baseline) {
    Path file = file(requireName(baseline.name()));
    try {
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, format.write(baseline).getBytes(StandardCharsets.UTF_8));
      return file;
    } catch (IOException e) {
      throw StorageFailure.ofWriting("write", file, e);
    }
  }

  /** Returns the file of a baseline, whether it exists or not. */
  public Path file(String name) {
    return folder.resolve(name).resolve(BASELINE_FILE);
  }

  /**
   * Reads a baseline of this folder.
   *
   * @throws Failure if there is none or it is not valid
   */
  public Baseline read(String name) {
    return read(file(name));
  }

  /**
   * Reads a baseline from any folder.
   *
   * @param file a {@code baseline.json}
   * @throws Failure if there is none or it is not valid
   */
  public Baseline read(Path file) {
    try {
      return format.read(InputLimit.DOCUMENT.text(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new InvalidInput(
          "no baseline at " + file + "; pgassay baseline list shows the existing ones", e);
    } catch (IOException e) {
      throw StorageFailure.ofReading(file, e);
    }
  }

  /**
   * Lists the names of the baselines in order; none if the folder does not exist.
   *
   * @throws Failure if the folder cannot be read
   */
  public List<String> list() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(BASELINE_FILE)))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StorageFailure.ofReading(folder, e);
    }
  }
}
