package dev.pgassay.history;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.BaselineStore;
import dev.pgassay.result.Run;
import dev.pgassay.result.RunStore;
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
 * by itself and in a baseline counts once. Not thread-safe.
 */
public final class HistoryFolder {
  private static final int DEPTH = 4;

  private final Path folder;
  private final Map<String, RecordedRun> runs = new LinkedHashMap<>();
  private final List<String> leftOut = new ArrayList<>();

  private HistoryFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a folder.
   *
   * @param folder such as {@code results}
   * @return what is in it
   * @throws InvalidInput where it is no folder or has neither
   */
  public static HistoryFolder read(Path folder) {
    HistoryFolder history = new HistoryFolder(folder);
    history.files().forEach(history::take);
    if (history.runs.isEmpty() && history.leftOut.isEmpty()) {
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
      RecordedRun.of(baseline(file)).forEach(run -> runs.putIfAbsent(run.id().value(), run));
    } catch (Failure e) {
      leftOut.add(e.getMessage());
    }
  }

  private Baseline baseline(Path file) {
    if (file.getFileName().toString().equals(BaselineStore.BASELINE_FILE)) {
      return new BaselineStore(folder).read(file);
    }
    Run run = new RunStore(folder).read(file);
    return Baseline.of(run.runId().value(), List.of(run));
  }

  /**
   * Returns the runs.
   *
   * @return the complete ones, in the order of time
   */
  public List<RecordedRun> runs() {
    return runs.values().stream().sorted(Comparator.comparing(RecordedRun::id)).toList();
  }

  /**
   * Tells what could not be taken in.
   *
   * @return one line for each file, with the reason
   */
  public List<String> leftOut() {
    return List.copyOf(leftOut);
  }
}
