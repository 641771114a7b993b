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
 * The folder of baselines: a folder for each, named by it, with {@code baseline.json}. They are
 * made for git. Thread-safe.
 */
public final class BaselineStore {
  /** The name of the file that holds a baseline. */
  public static final String BASELINE_FILE = "baseline.json";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final Path folder;
  private final BaselineFormat format = new BaselineFormat();

  /**
   * Opens a folder of baselines, which need not exist yet.
   *
   * @param folder such as {@code results/baselines}
   */
  public BaselineStore(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * Refuses names that would lead elsewhere or that a run has.
   *
   * @param name of a baseline
   * @return the name
   * @throws InvalidInput where it cannot be one
   */
  public static String requireName(String name) {
    if (!NAME.matcher(name).matches() || RunId.isRunId(name)) {
      throw new InvalidInput(
          "a baseline's name has up to 64 letters, digits, dots, hyphens and underscores: " + name);
    }
    return name;
  }

  /**
   * Writes a baseline in the place of what is there.
   *
   * @param baseline the baseline
   * @return the file
   * @throws Failure where it cannot be written
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

  /**
   * Names the file of a baseline.
   *
   * @param name of the baseline
   * @return the file, whether it exists or not
   */
  public Path file(String name) {
    return folder.resolve(name).resolve(BASELINE_FILE);
  }

  /**
   * Reads a baseline of this folder.
   *
   * @param name of the baseline
   * @return the baseline
   * @throws Failure where there is none or it cannot be understood
   */
  public Baseline read(String name) {
    return read(file(name));
  }

  /**
   * Reads a baseline from anywhere.
   *
   * @param file a {@code baseline.json}
   * @return the baseline
   * @throws Failure where there is none or it cannot be understood
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
   * Lists the baselines of this folder.
   *
   * @return their names in order; empty where the folder does not exist
   * @throws Failure where the folder cannot be read
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
