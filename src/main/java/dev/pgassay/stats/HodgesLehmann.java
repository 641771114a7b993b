package dev.pgassay.stats;

import org.apache.commons.numbers.arrays.Selection;

/**
 * The estimator of location that belongs to {@link SignedRank} (Hodges and Lehmann, Annals of
 * Mathematical Statistics 34(2), 1963): the median of the means of all pairs of observations,
 * including each observation with itself. It tolerates up to 29 % of outliers.
 */
public final class HodgesLehmann {
  private HodgesLehmann() {}

  /**
   * Estimates the centre.
   *
   * @param sample finite, in any order; not changed. The time grows with the square of its size
   * @return the estimate, NaN for an empty sample
   */
  public static double estimate(double[] sample) {
    if (sample.length == 0) {
      return Double.NaN;
    }
    double[] means = pairMeans(sample);
    // Sorting all of them took most of the time of a comparison.
    Selection.select(means, new int[] {(means.length - 1) / 2, means.length / 2});
    return median(means);
  }

  /** Returns the means of all pairs, unsorted. */
  static double[] pairMeans(double[] sample) {
    double[] means = new double[sample.length * (sample.length + 1) / 2];
    int next = 0;
    for (int i = 0; i < sample.length; i++) {
      for (int j = i; j < sample.length; j++) {
        means[next++] = (sample[i] + sample[j]) / 2;
      }
    }
    return means;
  }

  /**
   * Returns the median of values that are sorted, or of which at least the middle ones are at their
   * sorted places.
   */
  static double median(double[] values) {
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }
}
