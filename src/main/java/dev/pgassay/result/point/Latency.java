package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * The service times of a point, merged over its forks: from sending a statement to having read its
 * last row. The loop is closed, so they do not contain the time that a request would have waited
 * behind a stalled one. Immutable.
 *
 * @param operations number of recorded successful operations
 * @param meanNanos their arithmetic mean
 * @param maximumNanos the longest
 * @param percentilesNanos those percentiles that {@link Percentile#leastOperations} allows
 */
public record Latency(
    long operations, double meanNanos, long maximumNanos, Map<Percentile, Long> percentilesNanos) {

  public Latency {
    Checked.positive("operations", operations);
    Checked.measured("meanNanos", meanNanos);
    Checked.notNegative("maximumNanos", maximumNanos);
    percentilesNanos = Checked.sorted(percentilesNanos);
    checkPercentiles(operations, maximumNanos, percentilesNanos);
  }

  /**
   * Makes a summary with the percentiles for which the sample is large enough.
   *
   * @param operations number of recorded operations, at least 1
   * @param meanNanos their mean
   * @param maximumNanos the longest
   * @param valueNanos returns the value of any percentile
   */
  public static Latency of(
      long operations, double meanNanos, long maximumNanos, ToLongFunction<Percentile> valueNanos) {
    Map<Percentile, Long> kept = new TreeMap<>();
    for (Percentile percentile : Percentile.values()) {
      if (operations >= percentile.leastOperations()) {
        kept.put(percentile, valueNanos.applyAsLong(percentile));
      }
    }
    return new Latency(operations, meanNanos, maximumNanos, kept);
  }

  /** Returns a percentile in nanoseconds; empty if the sample is too small for it. */
  public OptionalLong percentileNanos(Percentile percentile) {
    Long nanos = percentilesNanos.get(percentile);
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  private static void checkPercentiles(
      long operations, long maximumNanos, Map<Percentile, Long> percentilesNanos) {
    long least = 0;
    for (Map.Entry<Percentile, Long> entry : percentilesNanos.entrySet()) {
      if (operations < entry.getKey().leastOperations()) {
        throw new IllegalArgumentException(
            operations + " operations are too few for " + entry.getKey());
      }
      if (entry.getValue() < least || entry.getValue() > maximumNanos) {
        throw new IllegalArgumentException(
            "percentiles must not decrease nor pass the maximum of "
                + maximumNanos
                + " ns: "
                + percentilesNanos);
      }
      least = entry.getValue();
    }
  }
}
