package dev.pgassay.stats;

import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tells by how much the means of two small samples differ by chance alone if both vary alike:
 * Student's two-sample t (Student, Biometrika 6(1), 1908) with the pooled variance.
 */
public final class MeanDifference {
  private MeanDifference() {}

  /**
   * Returns the difference that chance alone exceeds with the given one-sided probability.
   *
   * @param one a sample
   * @param other another sample
   * @param probability between 0 and 0.5
   * @return at least 0; 0 if neither sample has a second observation
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
