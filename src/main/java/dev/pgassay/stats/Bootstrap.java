package dev.pgassay.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Percentile bootstrap of a mean (Efron and Tibshirani, An Introduction to the Bootstrap, 1993,
 * chapter 13). It assumes only that the observations are independent. It is as good as the
 * corrected kinds for a mean over a few hundred queries or more, and too narrow for few (at 10
 * observations a 95 % interval covers about 90 %).
 */
public final class Bootstrap {
  /**
   * Resamples for every interval. Chance moves the ends of a 95 % interval by about 1 % of its
   * width.
   */
  public static final int RESAMPLES = 10_000;

  /** Fewer observations have no useful interval. */
  public static final int LEAST_OBSERVATIONS = 3;

  private Bootstrap() {}

  /**
   * Returns the interval of the mean. The interval of a sample of equal values has no width and
   * says nothing; use {@link Wilson} for samples of zeros and ones.
   *
   * @param sample independent observations, all finite
   * @param level between 0 and 1
   * @param seed the same seed gives the same interval
   * @return the interval; empty for fewer than {@value #LEAST_OBSERVATIONS} observations
   */
  public static Optional<ConfidenceInterval> meanInterval(
      double[] sample, double level, long seed) {
    requireFinite(sample);
    if (sample.length < LEAST_OBSERVATIONS) {
      return Optional.empty();
    }
    double[] means = resampledMeans(sample, new SplittableRandom(seed));
    Arrays.sort(means);
    double tail = (1 - level) / 2;
    int below = (int) Math.floor(tail * RESAMPLES);
    return Optional.of(new ConfidenceInterval(means[below], means[RESAMPLES - 1 - below], level));
  }

  private static double[] resampledMeans(double[] sample, SplittableRandom random) {
    double[] means = new double[RESAMPLES];
    for (int i = 0; i < RESAMPLES; i++) {
      double sum = 0;
      for (int j = 0; j < sample.length; j++) {
        sum += sample[random.nextInt(sample.length)];
      }
      means[i] = sum / sample.length;
    }
    return means;
  }

  private static void requireFinite(double[] sample) {
    for (double value : sample) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("observations must be finite: " + value);
      }
    }
  }
}
