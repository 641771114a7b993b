package dev.pgassay.stats;

/**
 * A range that covers the true value in the given share of repetitions of the whole measurement.
 * Immutable.
 *
 * @param low the lower end, in the unit of the value
 * @param high the upper end, not below the lower
 * @param level the share, between 0 and 1, such as 0.95
 */
public record ConfidenceInterval(double low, double high, double level) {
  /** The level of every interval in this project unless it names another. */
  public static final double DEFAULT_LEVEL = 0.95;

  public ConfidenceInterval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("interval ends below its start: " + low + " to " + high);
    }
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must be between 0 and 1: " + level);
    }
  }

  /**
   * Tells whether the interval contains a value; the ends belong to it.
   *
   * @param value in the same unit
   */
  public boolean contains(double value) {
    return low <= value && value <= high;
  }

  /** Returns the distance between the ends, at least 0, in the unit of the value. */
  public double width() {
    return high - low;
  }
}
