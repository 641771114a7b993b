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
 * The folder of runs: a folder for each run, named by its id, with {@code run.json} and whatever
 * else the run leaves. {@code run.json} is always whole: it is written beside its place, forced to
 * disk and moved there. Thread-safe for different runs; one run is written by one process.
 */
public final class RunStore {
  /** The name of the file that holds a run. */
  public static final String RUN_FILE = "run.json";

  private final Path runsFolder;
  private final RunFormat format = new RunFormat();

  /**
   * Opens a folder of runs, which need not exist yet.
   *
   * @param runsFolder such as {@code results/runs}
   */
  public RunStore(Path runsFolder) {
    this.runsFolder = runsFolder.toAbsolutePath().normalize();
  }

  /**
   * Makes the folder where it is missing and tests that files can be written there, so that no run
   * finds out at its end.
   *
   * @throws Failure where they cannot
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
   * Makes the folder of a new run.
   *
   * @param id its name
   * @return the folder, empty
   * @throws Failure where there is one already or it cannot be made
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

  /**
   * Names the folder of a run.
   *
   * @param id its name
   * @return the folder, whether it exists or not
   */
  public Path folder(RunId id) {
    return runsFolder.resolve(id.value());
  }

  /**
   * Writes a run in the place of what is there. Cheap enough to do after every point.
   *
   * @param run the run so far
   * @throws Failure where it cannot be written; what was there before then stays
   */
  public void save(Run run) {
    write(run, format.write(run));
  }

  /**
   * Writes a run that has ended, and then checks the file against its schema. It is written first,
   * because a result with a fault is worth more than none.
   *
   * @param run the run
   * @throws Failure where it cannot be written or breaks the schema
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
   * Reads a run.
   *
   * @param id its name
   * @return the run
   * @throws Failure where there is none or it cannot be understood
   */
  public Run read(RunId id) {
    return read(folder(id).resolve(RUN_FILE));
  }

  /**
   * Reads a run from anywhere.
   *
   * @param file a {@code run.json}
   * @return the run
   * @throws Failure where there is none or it cannot be understood
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
   * @return their names, oldest first; empty where the folder does not exist
   * @throws Failure where the folder cannot be read
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

  /** One at a time: an interruption saves from another thread than the one that measures. */
  private synchronized void write(Run run, String json) {
    Path file = folder(run.runId()).resolve(RUN_FILE);
    try {
      AtomicFile.write(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw StorageFailure.ofWriting("write", file, e);
    }
  }
}
