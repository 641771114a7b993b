package dev.pgassay.verdict.compare;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.latency.LatencyProfile;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.Fingerprint;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.stats.Quantile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * The change that recorded latencies suggest, which is never a verdict: of two runs of the same
 * program on the same machine an hour apart, one is often a tenth slower in everything. No figure
 * is corrected by another: over five gates of unchanged statements, whose latencies had changed by
 * -21 to +25 %, a correction by the canary gave -55 to +97 %.
 */
final class RecordedLatency {
  /** A smaller change is not worth a line. */
  private static final double LEAST_RATIO = 0.15;

  private static final int NAMED_DIFFERENCES = 2;

  private RecordedLatency() {}

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
    Map<PointKey, Double> changes = changes(base, contender);
    if (changes.isEmpty()) {
      lines.add("no point has recorded latencies on both sides");
    } else {
      lines.addAll(advice(changes));
    }
    return lines;
  }

  private static List<String> advice(Map<PointKey, Double> changes) {
    List<String> lines = new ArrayList<>();
    double typical =
        Quantile.median(changes.values().stream().mapToDouble(Double::doubleValue).toArray());
    lines.add(
        String.format(
            Locale.ROOT,
            "advice only: recorded p50 changed by %+.0f %% over the suite (median of %d points);"
                + " pgassay ab or gate judges latency",
            percent(typical),
            changes.size()));
    changes.forEach(
        (point, ratio) -> {
          if (Math.abs(ratio / typical - 1) >= LEAST_RATIO) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "advice only: recorded p50 of %s changed by %+.0f %%; that of the suite by"
                        + " %+.0f %%",
                    point.display(),
                    percent(ratio),
                    percent(typical)));
          }
        });
    return lines;
  }

  private static double percent(double ratio) {
    return 100 * (ratio - 1);
  }

  private static String differences(Baseline base, Baseline contender) {
    List<String> all = Fingerprint.differences(base.conditions(), contender.conditions());
    String first = all.stream().limit(NAMED_DIFFERENCES).collect(Collectors.joining(", "));
    return all.size() > NAMED_DIFFERENCES
        ? first + " and " + (all.size() - NAMED_DIFFERENCES) + " more"
        : first;
  }

  private static Map<PointKey, Double> changes(Baseline base, Baseline contender) {
    Map<PointKey, RecordedPoint> others =
        contender.points().stream().collect(Collectors.toMap(RecordedPoint::key, it -> it));
    Map<PointKey, Double> changes = new LinkedHashMap<>();
    for (RecordedPoint point : base.points()) {
      RecordedPoint other = others.get(point.key());
      OptionalDouble before = p50(point);
      OptionalDouble after = other == null ? OptionalDouble.empty() : p50(other);
      if (before.isPresent() && after.isPresent()) {
        changes.put(point.key(), after.getAsDouble() / before.getAsDouble());
      }
    }
    return changes;
  }

  /** Returns the median of the merged histograms of all runs: percentiles are never averaged. */
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
}
