package dev.pgassay.verdict.history;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.BaselineStore;
import dev.pgassay.result.store.RunStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads every run and every baseline in a folder, at most three folders deep. A run that is there
 * by itself and in a baseline counts once. Observations for a comparison are measured in another
 * way, so that their figures belong to no series. Not thread-safe.
 */
public final class HistoryFolder {
  private static final int DEPTH = 4;

  private final Path folder;
  private final Map<String, RecordedRun> runs = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();
  private int comparisons;

  private HistoryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a folder.
   *
   * @param folder such as {@code results}
   * @throws InvalidInput if it is no folder or contains neither
   */
  public static HistoryFolder read(Path folder) {
    HistoryFolder history = new HistoryFolder(folder);
    history.files().forEach(history::take);
    if (history.runs.isEmpty() && history.leftOut().isEmpty()) {
      throw new InvalidInput(
          "no "
              + RunStore.RUN_FILE
              + " and no "
              + BaselineStore.BASELINE_FILE
              + " in "
              + folder
              + "; pgassay run and pgassay baseline save make them");
    }
    return history;
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      return files.filter(HistoryFolder::holdsRuns).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InvalidInput("cannot read the folder " + folder + ": " + e.getMessage(), e);
    }
  }

  private static boolean holdsRuns(Path file) {
    String name = file.getFileName().toString();
    return name.equals(RunStore.RUN_FILE) || name.equals(BaselineStore.BASELINE_FILE);
  }

  private void take(Path file) {
    try {
      if (file.getFileName().toString().equals(BaselineStore.BASELINE_FILE)) {
        take(new BaselineStore(folder).read(file));
      } else {
        take(new RunStore(folder).read(file));
      }
    } catch (Failure e) {
      leftOut.add(e.getMessage());
    }
  }

  private void take(Run run) {
    if (run.points().stream().flatMap(it -> it.schedule().stream()).anyMatch(Schedule::ofArm)) {
      comparisons++;
    } else {
      take(Baseline.of(run.runId().value(), List.of(run)));
    }
  }

  private void take(Baseline baseline) {
    RecordedRun.of(baseline).forEach(run -> runs.putIfAbsent(run.id().value(), run));
  }

  /** Returns the complete runs, in the order of time. */
  public List<RecordedRun> runs() {
    return runs.values().stream().sorted(Comparator.comparing(RecordedRun::id)).toList();
  }

  /**
   * Names the files that were left out.
   *
   * @return one line for each file, with the reason, and one for all comparisons together
   */
  public List<String> leftOut() {
    List<String> lines = new ArrayList<>(leftOut);
    if (comparisons > 0) {
      lines.add(
          comparisons
              + " run(s) of ab, gate or calibrate record, which observe each point once for a"
              + " comparison");
    }
    return lines;
  }
}
