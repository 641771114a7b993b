package dev.pgassay.stats;

import java.util.Arrays;

/** Computes quantiles of small samples. */
public final class Quantile {
  private Quantile() {}

  /**
   * Returns the middle value, or the mean of the two middle values.
   *
   * @param sample in any order, not changed, not empty
   */
  public static double median(double[] sample) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return medianOfSorted(sorted);
  }

  static double medianOfSorted(double[] rising) {
    return (rising[(rising.length - 1) / 2] + rising[rising.length / 2]) / 2;
  }

  /**
   * Returns a quantile by nearest rank: the smallest observed value such that at least the given
   * share of the sample is at or below it.
   *
   * @param sample in any order; not changed
   * @param share above 0, at most 1
   * @return the value, or NaN for an empty sample
   */
  public static double nearestRank(double[] sample, double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1: " + share);
    }
    if (sample.length == 0) {
      return Double.NaN;
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return sorted[rank(share, sorted.length) - 1];
  }

  /**
   * Returns the least whole number not below share times size, unless rounding alone put the
   * product above it.
   */
  private static int rank(double share, int size) {
    return Math.max(1, (int) Math.ceil(share * size - 1e-9));
  }
}
