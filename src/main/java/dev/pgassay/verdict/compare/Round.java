package dev.pgassay.verdict.compare;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one round saw of a point: both arms and the control in turns that mirror each other, so that
 * whatever drifts steadily cancels out. The unit of the statistics. Immutable.
 *
 * @param figures by percentile; a percentile for which the turns had too few operations is not
 *     there
 */
public record Round(Map<Aspect, Figure> figures) {
  /** Copies the map. */
  public Round {
    figures = figures.isEmpty() ? Map.of() : new EnumMap<>(figures);
  }

  /**
   * One percentile in one round.
   *
   * @param baseNanos the base's own
   * @param contenderLog natural logarithm of contender by base, over the same queries
   * @param controlLog natural logarithm of control by base, which are equal arms
   */
  public record Figure(double baseNanos, double contenderLog, double controlLog) {
    /** Checks that all are finite. */
    public Figure {
      if (!Double.isFinite(baseNanos + contenderLog + controlLog)) {
        throw new IllegalArgumentException(
            "a figure is not finite: " + baseNanos + " " + contenderLog + " " + controlLog);
      }
    }
  }
}
