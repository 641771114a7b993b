package dev.pgassay.result.store;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.AtomicFile;
import dev.pgassay.file.InputLimit;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of runs. Each run has a folder named by its id, with {@code run.json} and its other
 * files. {@code run.json} is written atomically. Thread-safe for different runs; one run is written
 * by one process.
 */
public final class RunStore {
  /** The name of the file that holds a run. */
  public static final String RUN_FILE = "run.json";

  private final Path runsFolder;
  private final RunFormat format = new RunFormat();

  /**
   * Opens a folder of runs.
   *
   * @param runsFolder such as {@code results/runs}; need not exist yet
   */
  public RunStore(Path runsFolder) {
    this.runsFolder = runsFolder.toAbsolutePath().normalize();
  }

  /**
   * Creates the folder if it is missing and tests whether files can be written there, so that no
   * run fails at its end.
   *
   * @throws Failure if they cannot
   */
  public void requireWritable() {
    try {
      Files.createDirectories(runsFolder);
      Path probe = Files.createTempFile(runsFolder, ".writable", null);
      try {
        AtomicFile.write(probe, new byte[] {0});
      } finally {
        Files.deleteIfExists(probe);
      }
      StorageFailure.requireSpace("write results to", runsFolder);
    } catch (IOException e) {
      throw StorageFailure.ofWriting("write results to", runsFolder, e);
    }
  }

  /**
   * Creates the folder of a new run.
   *
   * @return the folder, empty
   * @throws Failure if it already exists or cannot be created
   */
  public Path create(RunId id) {
    Path folder = folder(id);
    try {
      Files.createDirectories(runsFolder);
      return Files.createDirectory(folder);
    } catch (FileAlreadyExistsException e) {
      throw new Failure("run " + id + " exists already in " + runsFolder + "; start again", e);
    } catch (IOException e) {
      throw StorageFailure.ofWriting("make the folder", folder, e);
    }
  }

  /** Returns the folder of a run, whether it exists or not. */
  public Path folder(RunId id) {
    return runsFolder.resolve(id.value());
  }

  /**
   * Writes a run and replaces its earlier state. It is cheap enough to call after every point.
   *
   * @param run the run so far
   * @throws Failure if it cannot be written; the earlier state is then unchanged
   */
  public void save(Run run) {
    write(run, format.write(run));
  }

  /**
   * Writes a run that has ended, and then checks the file against its schema. The check comes last,
   * because a result with a fault is worth more than none.
   *
   * @throws Failure if it cannot be written or violates the schema
   */
  public void finish(Run run) {
    String json = format.write(run);
    write(run, json);
    List<String> faults = format.faults(json);
    if (!faults.isEmpty()) {
      throw new Failure(
          folder(run.runId()).resolve(RUN_FILE)
              + " was written but breaks its own schema, a fault of pgassay to be reported: "
              + faults.get(0));
    }
  }

  /**
   * Reads a run of this folder.
   *
   * @throws Failure if there is none or it is not valid
   */
  public Run read(RunId id) {
    return read(folder(id).resolve(RUN_FILE));
  }

  /**
   * Reads a run from any folder.
   *
   * @param file a {@code run.json}
   * @throws Failure if there is none or it is not valid
   */
  public Run read(Path file) {
    try {
      return format.read(InputLimit.DOCUMENT.text(file), file.toString());
    } catch (NoSuchFileException e) {
      throw new Failure("no run at " + file + "; ls " + runsFolder + " shows the existing ones", e);
    } catch (IOException e) {
      throw StorageFailure.ofReading(file, e);
    }
  }

  /**
   * Lists the runs of this folder that have a {@code run.json}.
   *
   * @return their names, oldest first; empty if the folder does not exist
   * @throws Failure if the folder cannot be read
   */
  public List<RunId> list() {
    if (!Files.isDirectory(runsFolder)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(runsFolder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(RUN_FILE)))
          .map(entry -> entry.getFileName().toString())
          .filter(RunId::isRunId)
          .map(RunId::new)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw StorageFailure.ofReading(runsFolder, e);
    }
  }

  /**
   * Synchronized, because an interruption saves the run from another thread than the measuring one.
   */
  private synchronized void write(Run run, String json) {
    Path file = folder(run.runId()).resolve(RUN_FILE);
    try {
      AtomicFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw StorageFailure.ofWriting("write", file, e);
    }
  }
}
