package dev.pgassay.compare;

import dev.pgassay.result.baseline.Arm;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.RecallSummary;
import dev.pgassay.result.point.RecallSummary.ByQuery;
import dev.pgassay.result.point.ServerWork.Counter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Recordings that differ from one another in one thing. */
public final class Recorded {
  private Recorded() {}

  public static Baseline base() {
    Baseline made = Baseline.of("base", List.of(CannedRun.complete()));
    return withPoints(made, made.points().stream().filter(RecordedPoint::valid).toList());
  }

  public static Baseline withPoints(Baseline from, List<RecordedPoint> points) {
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

  public static Baseline withDataset(Baseline from, String identity) {
    Arm arm = from.arm();
    Dataset dataset = arm.dataset();
    return new Baseline(
        from.schemaVersion(),
        "new",
        from.recordedAt(),
        from.runs(),
        new Arm(
            arm.tool(),
            arm.suite(),
            arm.arguments(),
            arm.statements(),
            new Dataset(
                dataset.name(),
                identity,
                dataset.seed(),
                dataset.events(),
                dataset.dimensions(),
                dataset.distribution(),
                dataset.queries(),
                dataset.load()),
            arm.serverSource(),
            arm.settings(),
            arm.image()),
        from.fingerprint(),
        from.conditions(),
        from.tableSizes(),
        from.points());
  }

  /** A recording of tables of the user's own. */
  public static Baseline ofOwnTables(Baseline from, List<TableSize> tables) {
    Arm arm = from.arm();
    return new Baseline(
        from.schemaVersion(),
        "new",
        from.recordedAt(),
        from.runs(),
        new Arm(
            arm.tool(),
            arm.suite(),
            arm.arguments(),
            arm.statements(),
            Dataset.ofOwnTables("shop", "a".repeat(64)),
            "url",
            arm.settings(),
            arm.image()),
        from.fingerprint(),
        from.conditions(),
        tables,
        from.points());
  }

  public static Baseline withTables(Baseline from, UnaryOperator<TableSize> change) {
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
  public static Baseline withFirst(Baseline from, UnaryOperator<Observation> change) {
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

  /** Changes every observation of every point. */
  public static Baseline withEach(Baseline from, UnaryOperator<Observation> change) {
    return withPoints(
        from,
        from.points().stream()
            .map(
                point ->
                    new RecordedPoint(
                        point.benchmark(),
                        point.parameters(),
                        point.validity(),
                        point.reasons(),
                        point.observations().stream().map(change).toList()))
            .toList());
  }

  public static Observation counting(Observation from, Counter counter, double value) {
    Map<Counter, Double> counts = new HashMap<>(from.perOperation());
    counts.put(counter, value);
    return new ChangedObservation(from).perOperation(counts).build();
  }

  public static Observation planned(Observation from, Plan plan) {
    return new ChangedObservation(from).plan(plan).build();
  }

  /** Has the queries find so many rows of the ten that are expected of each. */
  public static Observation recalling(Observation from, int... found) {
    int[] expected =
        Arrays.stream(found).map(it -> it == PerQuery.NONE ? PerQuery.NONE : 10).toArray();
    RecallSummary recall = from.recall().orElseThrow();
    return new ChangedObservation(from)
        .recall(
            new RecallSummary(
                10,
                Arrays.stream(found).map(it -> Math.max(0, it)).average().orElseThrow() / 10,
                Optional.empty(),
                found.length,
                new ByQuery(PerQuery.encode(found), PerQuery.encode(expected)),
                recall.worst(),
                recall.missingRows()))
        .build();
  }

  public static Observation builtAt(Observation from, int second) {
    return new ChangedObservation(from).indexBuiltAt(Instant.ofEpochSecond(second)).build();
  }
}
