package dev.pgassay.verdict.history;

import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.ServerWork.Counter;
import dev.pgassay.result.run.RunId;
import dev.pgassay.stats.EDivisive.Rule;
import dev.pgassay.verdict.compare.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Histories with made-up figures. */
public final class CannedHistory {
  /** The usual one. */
  public static final Rule RULE = new Rule(0.001, 3, 4_999, 1);

  static final PointKey POINT = new PointKey("Listing", Map.of("page", "<1>"));

  private CannedHistory() {}

  /**
   * A history that is slower by a fifth from the thirteenth of twenty runs on, for more buffers,
   * with noise of 2 %.
   */
  public static History drifted() {
    return drifted(Map.of());
  }

  /** Likewise, of statements of the user's own. */
  public static History drifted(Map<String, String> statements) {
    SplittableRandom noise = new SplittableRandom(5);
    List<RecordedRun> runs =
        runs(
            20,
            i -> (i < 12 ? 1.0 : 1.2) * (0.98 + 0.04 * noise.nextDouble()),
            i -> i < 12 ? 100 : 130,
            i -> 4);
    return History.of(
        runs.stream().map(run -> with(statements, run)).toList(),
        List.of("results/runs/x/run.json is half a run & more"),
        Policy.DEFAULT,
        RULE);
  }

  static List<RecordedRun> runs(
      int number,
      IntToDoubleFunction p50Millis,
      IntToDoubleFunction buffers,
      IntToDoubleFunction canaryMillis) {
    List<RecordedRun> runs = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Observation observation =
          observation(
              p50Millis.applyAsDouble(i), buffers.applyAsDouble(i), canaryMillis.applyAsDouble(i));
      runs.add(run(i, new Fingerprint("a".repeat(16), "b".repeat(16)), observation));
    }
    return runs;
  }

  static RecordedRun run(int number, Fingerprint fingerprint, Observation observation) {
    Arm arm = Baseline.of("made-up", List.of(CannedRun.complete())).arm();
    String id = "202611%02dT101112Z-quick-3fa9c1".formatted(number + 1);
    return new RecordedRun(
        new RunId(id), arm, fingerprint, new LinkedHashMap<>(Map.of(POINT, observation)));
  }

  private static RecordedRun with(Map<String, String> statements, RecordedRun run) {
    Arm arm = run.arm();
    return new RecordedRun(
        run.id(),
        new Arm(
            arm.tool(),
            arm.suite(),
            arm.arguments(),
            statements,
            arm.dataset(),
            arm.serverSource(),
            arm.settings(),
            arm.image()),
        run.fingerprint(),
        run.observations());
  }

  private static Observation observation(double p50Millis, double buffers, double canaryMillis) {
    long nanos = Math.round(p50Millis * 1e6);
    return new Observation(
        Optional.empty(),
        OptionalLong.empty(),
        Optional.of(new Canary(12_500_000, Math.round(canaryMillis * 1e6))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(Counter.SHARED_BLOCKS_HIT, buffers),
        Optional.of(Latency.of(100, nanos, 2 * nanos, percentile -> nanos)),
        Optional.empty(),
        OptionalDouble.empty());
  }
}
