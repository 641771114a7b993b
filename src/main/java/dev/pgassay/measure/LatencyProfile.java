package dev.pgassay.measure;

import org.HdrHistogram.Histogram;

/** The merged service times of a point, in nanoseconds. Immutable: made once from a merged log. */
public final class LatencyProfile {
  private final Histogram histogram;

  LatencyProfile(Histogram histogram) {
    this.histogram = histogram;
  }

  /**
   * Returns how many operations were recorded.
   *
   * @return the count
   */
  public long operations() {
    return histogram.getTotalCount();
  }

  /**
   * Returns a percentile. How many operations it needs to mean something is for the reader of the
   * result to rule.
   *
   * @param percentile 0 to 100
   * @return nanoseconds, 0 where nothing was recorded
   */
  public long percentileNanos(double percentile) {
    return histogram.getValueAtPercentile(percentile);
  }

  /**
   * Returns the arithmetic mean.
   *
   * @return nanoseconds, 0 where nothing was recorded
   */
  public double meanNanos() {
    return histogram.getMean();
  }

  /**
   * Returns the longest service time.
   *
   * @return nanoseconds, 0 where nothing was recorded
   */
  public long maximumNanos() {
    return histogram.getMaxValue();
  }
}
