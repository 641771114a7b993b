package dev.pgassay.compare;

import dev.pgassay.result.Baseline;
import dev.pgassay.result.CannedRun;
import dev.pgassay.result.Observation;
import dev.pgassay.result.Plan;
import dev.pgassay.result.RecallSummary;
import dev.pgassay.result.RecordedPoint;
import dev.pgassay.result.ServerWork.Counter;
import dev.pgassay.result.TableSize;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Recordings that differ from one another in one thing. */
final class Recorded {
  private Recorded() {}

  static Baseline base() {
    Baseline made = Baseline.of("base", List.of(CannedRun.complete()));
    return withPoints(made, made.points().stream().filter(RecordedPoint::valid).toList());
  }

  static Baseline withPoints(Baseline from, List<RecordedPoint> points) {
    return new Baseline(
        from.schemaVersion(),
        "new",
        from.recordedAt(),
        from.runs(),
        from.arm(),
        from.fingerprint(),
        from.conditions(),
        from.tableSizes(),
        points);
  }

  static Baseline withTables(Baseline from, UnaryOperator<TableSize> change) {
    return new Baseline(
        from.schemaVersion(),
        "new",
        from.recordedAt(),
        from.runs(),
        from.arm(),
        from.fingerprint(),
        from.conditions(),
        from.tableSizes().stream().map(change).toList(),
        from.points());
  }

  /** Changes every observation of the first point. */
  static Baseline withFirst(Baseline from, UnaryOperator<Observation> change) {
    List<RecordedPoint> points = new ArrayList<>(from.points());
    RecordedPoint first = points.get(0);
    points.set(
        0,
        new RecordedPoint(
            first.benchmark(),
            first.parameters(),
            first.validity(),
            first.reasons(),
            first.observations().stream().map(change).toList()));
    return withPoints(from, points);
  }

  static Observation counting(Observation from, Counter counter, double value) {
    Map<Counter, Double> counts = new HashMap<>(from.perOperation());
    counts.put(counter, value);
    return new Observation(
        from.indexBuiltAt(),
        from.indexSizeBytes(),
        from.rowCheck(),
        from.recall(),
        from.plan(),
        counts,
        from.latency(),
        from.operationsPerSecond());
  }

  static Observation planned(Observation from, Plan plan) {
    return new Observation(
        from.indexBuiltAt(),
        from.indexSizeBytes(),
        from.rowCheck(),
        from.recall(),
        Optional.of(plan),
        from.perOperation(),
        from.latency(),
        from.operationsPerSecond());
  }

  static Observation recalling(Observation from, double meanRatio) {
    RecallSummary recall = from.recall().orElseThrow();
    return new Observation(
        from.indexBuiltAt(),
        from.indexSizeBytes(),
        from.rowCheck(),
        Optional.of(
            new RecallSummary(
                recall.k(),
                meanRatio,
                Optional.empty(),
                recall.queries(),
                recall.worst(),
                recall.missingRows())),
        from.plan(),
        from.perOperation(),
        from.latency(),
        from.operationsPerSecond());
  }
}
