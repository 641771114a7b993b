package dev.pgassay.verdict.compare;

import java.util.EnumMap;
import java.util.Map;

/**
 * The figures of a point in one round: both arms and the control take turns that mirror each other,
 * so that steady drift cancels out. A round is the unit of the statistics. Immutable.
 *
 * @param figures by percentile; a percentile for which the turns had too few operations is absent
 */
public record Round(Map<Aspect, Figure> figures) {
  /** Copies the map. */
  public Round {
    figures = figures.isEmpty() ? Map.of() : new EnumMap<>(figures);
  }

  /**
   * One percentile in one round.
   *
   * @param baseNanos the base's own figure
   * @param contenderLog natural logarithm of the ratio of contender to base, over the same queries
   * @param controlLog natural logarithm of the ratio of control to base, which are equal arms
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
