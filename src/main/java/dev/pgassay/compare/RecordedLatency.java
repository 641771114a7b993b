package dev.pgassay.compare;

import dev.pgassay.result.Baseline;
import dev.pgassay.result.Fingerprint;
import dev.pgassay.result.Latency;
import dev.pgassay.result.Percentile;
import dev.pgassay.result.PointKey;
import dev.pgassay.result.RecordedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What recorded latencies suggest, which is never a verdict: of two runs of the same program on the
 * same machine an hour apart, one is often a tenth slower in everything.
 */
final class RecordedLatency {
  /** What lies below is not worth a line. */
  private static final double LEAST_RATIO = 0.15;

  private RecordedLatency() {}

  static List<String> advice(Baseline base, Baseline contender) {
    if (!base.fingerprint().equals(contender.fingerprint())) {
      return List.of(
          "recorded latencies are not compared: "
              + differences(base, contender)
              + "; pgassay ab or gate judges latency by interleaved rounds");
    }
    Map<PointKey, Double> ratios = ratios(base, contender);
    if (ratios.isEmpty()) {
      return List.of("neither side has recorded latencies that the other has too");
    }
    double typical = median(ratios.values().stream().sorted().toList());
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "advice alone: recorded p50 changed by %+.0f %% over the suite (median of %d points);"
                + " latency is judged by pgassay ab or gate",
            100 * (typical - 1),
            ratios.size()));
    ratios.forEach(
        (point, ratio) -> {
          if (Math.abs(ratio / typical - 1) >= LEAST_RATIO) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "advice alone: recorded p50 of %s changed by %+.0f %%, beside %+.0f %% of the"
                        + " suite",
                    point.display(),
                    100 * (ratio - 1),
                    100 * (typical - 1)));
          }
        });
    return lines;
  }

  private static String differences(Baseline base, Baseline contender) {
    List<String> all = Fingerprint.differences(base.conditions(), contender.conditions());
    String first = all.stream().limit(2).collect(Collectors.joining(", "));
    return all.size() > 2 ? first + " and " + (all.size() - 2) + " more" : first;
  }

  private static Map<PointKey, Double> ratios(Baseline base, Baseline contender) {
    Map<PointKey, RecordedPoint> others =
        contender.points().stream().collect(Collectors.toMap(RecordedPoint::key, it -> it));
    Map<PointKey, Double> ratios =
        new TreeMap<>((one, other) -> one.display().compareTo(other.display()));
    for (RecordedPoint point : base.points()) {
      RecordedPoint other = others.get(point.key());
      OptionalDouble before = p50(point);
      OptionalDouble after = other == null ? OptionalDouble.empty() : p50(other);
      if (before.isPresent() && after.isPresent()) {
        ratios.put(point.key(), after.getAsDouble() / before.getAsDouble());
      }
    }
    return ratios;
  }

  private static OptionalDouble p50(RecordedPoint point) {
    List<Double> values =
        point.observations().stream()
            .flatMap(observation -> observation.latency().stream())
            .map(Latency::percentilesNanos)
            .filter(percentiles -> percentiles.containsKey(Percentile.P50))
            .map(percentiles -> (double) percentiles.get(Percentile.P50))
            .sorted()
            .toList();
    return values.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(values));
  }

  private static double median(List<Double> sorted) {
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }
}
