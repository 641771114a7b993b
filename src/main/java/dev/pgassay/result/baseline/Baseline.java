package dev.pgassay.result.baseline;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.failure.NotComparable;
import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.RunStatus;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * One or more runs of the same arm, in the form in which they are compared and kept in git: small,
 * in a stable order, with everything needed to rebuild the arm. The content of {@code
 * baseline.json}. Immutable.
 *
 * @param schemaVersion version of the file format, {@value #SCHEMA_VERSION}
 * @param name of the baseline, or of the run if it was made for a comparison
 * @param recordedAt when the first of its runs began
 * @param runs the runs it was made from
 * @param arm how to rebuild it
 * @param fingerprint of machine and server
 * @param conditions of machine and server by name, to show in what two baselines differ
 * @param tableSizes sizes of the tables on disk
 * @param points in the order of measuring
 */
public record Baseline(
    int schemaVersion,
    String name,
    Instant recordedAt,
    List<RunId> runs,
    Arm arm,
    Fingerprint fingerprint,
    Map<String, String> conditions,
    List<TableSize> tableSizes,
    List<RecordedPoint> points) {
  /** The version of the file format that this class writes and reads. */
  public static final int SCHEMA_VERSION = 1;

  public Baseline {
    if (schemaVersion != SCHEMA_VERSION) {
      throw new IllegalArgumentException(
          "schemaVersion must be " + SCHEMA_VERSION + ": " + schemaVersion);
    }
    Checked.text("name", name);
    Objects.requireNonNull(recordedAt, "recordedAt");
    runs = List.copyOf(runs);
    Objects.requireNonNull(arm, "arm");
    Objects.requireNonNull(fingerprint, "fingerprint");
    conditions = Checked.sorted(conditions);
    tableSizes = List.copyOf(tableSizes);
    points = List.copyOf(points);
  }

  /**
   * Makes a baseline of runs.
   *
   * @param name of the baseline
   * @param runs at least one, all complete, of one plan on one machine and server
   * @throws NotComparable if a run is incomplete
   * @throws InvalidInput if the runs are not of one arm
   */
  public static Baseline of(String name, List<Run> runs) {
    Run first = runs.get(0);
    Set<PointKey> keys = new LinkedHashSet<>();
    for (Run run : runs) {
      requireComplete(run);
      requireSameArm(first, run);
      run.points().forEach(point -> keys.add(point.key()));
    }
    return new Baseline(
        SCHEMA_VERSION,
        name,
        first.startedAt(),
        runs.stream().map(Run::runId).toList(),
        Arm.of(first),
        first.fingerprint(),
        first.conditions(),
        first.tableSizes(),
        keys.stream().map(key -> RecordedPoint.of(key, runs)).toList());
  }

  private static void requireComplete(Run run) {
    if (run.status() != RunStatus.COMPLETE) {
      throw new NotComparable(
          "run "
              + run.runId()
              + " is half a run ("
              + run.statusReason().orElse("it was killed")
              + "); finish it with pgassay run --resume");
    }
  }

  private static void requireSameArm(Run first, Run run) {
    boolean same =
        first.invocation().planIdentity().equals(run.invocation().planIdentity())
            && first.fingerprint().equals(run.fingerprint());
    if (!same) {
      throw new InvalidInput(
          "runs "
              + first.runId()
              + " and "
              + run.runId()
              + " are not repetitions of one another: plan, machine or server differ");
    }
  }
}
