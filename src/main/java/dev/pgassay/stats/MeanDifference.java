package dev.pgassay.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far the means of two small samples lie apart by chance alone, where both vary alike:
 * Student's two-sample t (Student, Biometrika 6(1), 1908) with the pooled variance.
 */
public final class MeanDifference {
  private MeanDifference() {}

  /**
   * Returns what chance alone exceeds with the given probability, one-sided.
   *
   * @param one a sample
   * @param other another one
   * @param probability between 0 and 0.5
   * @return at least 0; 0 where neither sample tells a spread, for want of a second observation
   */
  public static double byChance(double[] one, double[] other, double probability) {
    int degrees = one.length + other.length - 2;
    if (one.length == 0 || other.length == 0 || degrees < 1) {
      return 0;
    }
    double variance = (squares(one) + squares(other)) / degrees;
    double quantile = TDistribution.of(degrees).inverseSurvivalProbability(probability);
    return quantile * Math.sqrt(variance * (1.0 / one.length + 1.0 / other.length));
  }

  private static double squares(double[] sample) {
    double mean = 0;
    for (double value : sample) {
      mean += value / sample.length;
    }
    double squares = 0;
    for (double value : sample) {
      squares += (value - mean) * (value - mean);
    }
    return squares;
  }
}
