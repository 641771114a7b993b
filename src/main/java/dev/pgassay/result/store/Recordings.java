package dev.pgassay.result.store;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds a baseline or run that a user names on a command line, by its name or file. */
public final class Recordings {
  private final RunStore runs;
  private final BaselineStore baselines;

  public Recordings(RunStore runs, BaselineStore baselines) {
    this.runs = runs;
    this.baselines = baselines;
  }

  /**
   * Finds a recording in the form in which it is compared.
   *
   * @param name a baseline's name, a run's name, a folder of either, or a file
   * @throws InvalidInput if there is none
   * @throws NotComparable if it is an incomplete run or of a format that this program does not read
   */
  public Baseline find(String name) {
    try {
      if (RunId.isRunId(name)) {
        return Baseline.of(name, List.of(runs.read(new RunId(name))));
      }
      Path path = Path.of(name);
      // A baseline's name is tried first, because the working directory may contain a folder of
      // that name.
      if (!baselines.list().contains(name) && Files.exists(path)) {
        return read(path);
      }
      return baselines.read(BaselineStore.requireName(name));
    } catch (OtherFormat e) {
      throw new NotComparable(e.getMessage(), e);
    }
  }

  /**
   * Finds a run.
   *
   * @param name a run's name, or its folder or file
   * @throws InvalidInput if there is none
   */
  public Run run(String name) {
    if (RunId.isRunId(name)) {
      return runs.read(new RunId(name));
    }
    Path path = Path.of(name);
    Path file = Files.isDirectory(path) ? path.resolve(RunStore.RUN_FILE) : path;
    if (!Files.isRegularFile(file)) {
      throw new InvalidInput("no run of this name and no file at this path: " + name);
    }
    return runs.read(file);
  }

  private Baseline read(Path path) {
    Path baseline = Files.isDirectory(path) ? path.resolve(BaselineStore.BASELINE_FILE) : path;
    if (Files.isRegularFile(baseline)
        && baseline.getFileName().toString().equals(BaselineStore.BASELINE_FILE)) {
      return baselines.read(baseline);
    }
    Run run = run(path.toString());
    return Baseline.of(run.runId().value(), List.of(run));
  }
}
