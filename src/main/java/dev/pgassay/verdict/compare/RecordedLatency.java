package dev.pgassay.verdict.compare;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.latency.LatencyProfile;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.stats.Quantile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What recorded latencies suggest, which is never a verdict: of two runs of the same program on the
 * same machine an hour apart, one is often a tenth slower in everything. What the canary, a fixed
 * query, took before each point is therefore divided out.
 */
final class RecordedLatency {
  /** What lies below is not worth a line. */
  private static final double LEAST_RATIO = 0.15;

  private static final int NAMED_DIFFERENCES = 2;

  private RecordedLatency() {}

  /** How much longer a point took, and how much longer the canary took before it. */
  private record Change(double latencyRatio, double canaryRatio) {
    double corrected() {
      return latencyRatio / canaryRatio;
    }
  }

  static List<String> advice(Baseline base, Baseline contender) {
    String differences = differences(base, contender);
    if (!base.fingerprint().machine().equals(contender.fingerprint().machine())) {
      return List.of(
          "recorded latencies are not compared: the machines differ, "
              + differences
              + "; pgassay ab or gate judges latency by interleaved rounds");
    }
    List<String> lines = new ArrayList<>();
    if (!differences.isEmpty()) {
      lines.add("the servers differ: " + differences);
    }
    Map<PointKey, Change> changes = changes(base, contender);
    if (changes.isEmpty()) {
      lines.add("no point has recorded latencies on both sides");
    } else {
      lines.addAll(advice(changes));
    }
    return lines;
  }

  private static List<String> advice(Map<PointKey, Change> changes) {
    List<String> lines = new ArrayList<>();
    double typical = median(changes, Change::corrected);
    lines.add(
        String.format(
            Locale.ROOT,
            "advice only: recorded p50 changed by %+.0f %% over the suite (median of %d points)"
                + " after correction by the canary, which found the machine %s; pgassay ab or"
                + " gate judges latency",
            percent(typical),
            changes.size(),
            speed(median(changes, Change::canaryRatio))));
    changes.forEach(
        (point, change) -> {
          if (Math.abs(change.corrected() / typical - 1) >= LEAST_RATIO) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "advice only: recorded p50 of %s changed by %+.0f %% (%+.0f %% before the"
                        + " canary's correction), beside %+.0f %% of the suite",
                    point.display(),
                    percent(change.corrected()),
                    percent(change.latencyRatio()),
                    percent(typical)));
          }
        });
    return lines;
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private static String speed(double canaryRatio) {
    return String.format(
        Locale.ROOT,
        "%.0f %% %s",
        Math.abs(percent(canaryRatio)),
        canaryRatio > 1 ? "slower" : "faster");
  }

  private static double median(Map<PointKey, Change> changes, ToDoubleFunction<Change> figure) {
    return Quantile.median(changes.values().stream().mapToDouble(figure).toArray());
  }

  private static String differences(Baseline base, Baseline contender) {
    List<String> all = Fingerprint.differences(base.conditions(), contender.conditions());
    String first = all.stream().limit(NAMED_DIFFERENCES).collect(Collectors.joining(", "));
    return all.size() > NAMED_DIFFERENCES
        ? first + " and " + (all.size() - NAMED_DIFFERENCES) + " more"
        : first;
  }

  private static Map<PointKey, Change> changes(Baseline base, Baseline contender) {
    Map<PointKey, RecordedPoint> others =
        contender.points().stream().collect(Collectors.toMap(RecordedPoint::key, it -> it));
    Map<PointKey, Change> changes = new LinkedHashMap<>();
    for (RecordedPoint point : base.points()) {
      RecordedPoint other = others.get(point.key());
      OptionalDouble before = p50(point);
      OptionalDouble after = other == null ? OptionalDouble.empty() : p50(other);
      if (before.isPresent() && after.isPresent()) {
        double ratio = after.getAsDouble() / before.getAsDouble();
        changes.put(point.key(), new Change(ratio, canaryRatio(point, other)));
      }
    }
    return changes;
  }

  /** Of the merged histograms of all runs: percentiles are never averaged. */
  private static OptionalDouble p50(RecordedPoint point) {
    List<String> histograms =
        point.observations().stream().flatMap(it -> it.histogram().stream()).toList();
    LatencyProfile profile = merged(point, histograms);
    return profile.operations() < Percentile.P50.leastOperations()
        ? OptionalDouble.empty()
        : OptionalDouble.of(profile.percentileNanos(Percentile.P50.rank()));
  }

  private static LatencyProfile merged(RecordedPoint point, List<String> histograms) {
    try {
      return LatencyProfile.merged(histograms);
    } catch (IllegalArgumentException e) {
      throw new InvalidInput(
          "a recording of " + point.key().display() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static double canaryRatio(RecordedPoint base, RecordedPoint contender) {
    OptionalDouble before = canary(base);
    OptionalDouble after = canary(contender);
    return before.isPresent() && after.isPresent() ? after.getAsDouble() / before.getAsDouble() : 1;
  }

  private static OptionalDouble canary(RecordedPoint point) {
    double[] nanos =
        point.observations().stream()
            .map(Observation::canary)
            .flatMap(it -> it.map(Canary::queryNanos).stream())
            .mapToDouble(Long::doubleValue)
            .toArray();
    return nanos.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Quantile.median(nanos));
  }
}
