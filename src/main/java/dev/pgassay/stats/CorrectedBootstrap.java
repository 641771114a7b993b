package dev.pgassay.stats;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Computes the bootstrap interval of any statistic of a series, corrected for bias and skewness:
 * BCa (Efron, JASA 82, 1987; Efron and Tibshirani, An Introduction to the Bootstrap, 1993, section
 * 14.3). It resamples in blocks, because observations that follow each other are correlated.
 */
public final class CorrectedBootstrap {
  /** Fewer observations have no useful interval. */
  public static final int LEAST_OBSERVATIONS = 5;

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private CorrectedBootstrap() {}

  /**
   * Returns the interval of a statistic.
   *
   * @param series observations in the order of time, all finite
   * @param statistic is computed for each resample
   * @param resampling number and block length of the resamples, and their seed
   * @param level between 0 and 1
   * @return the interval; empty for fewer than {@value #LEAST_OBSERVATIONS} observations
   */
  public static Optional<ConfidenceInterval> interval(
      double[] series, ToDoubleFunction<double[]> statistic, Resampling resampling, double level) {
    if (series.length < LEAST_OBSERVATIONS) {
      return Optional.empty();
    }
    double estimate = statistic.applyAsDouble(series);
    double[] resampled = resampled(series, statistic, resampling);
    double bias = bias(resampled, estimate);
    double acceleration = acceleration(series, statistic);
    double tail = (1 - level) / 2;
    return Optional.of(
        new ConfidenceInterval(
            at(resampled, corrected(tail, bias, acceleration)),
            at(resampled, corrected(1 - tail, bias, acceleration)),
            level));
  }

  /**
   * How resamples are drawn.
   *
   * @param resamples how many, at least 100
   * @param blockLength observations that stay together, at least 1
   * @param seed the same seed gives the same interval
   */
  public record Resampling(int resamples, int blockLength, long seed) {
    public Resampling {
      if (resamples < 100) {
        throw new IllegalArgumentException("resamples must be at least 100: " + resamples);
      }
    }
  }

  private static double[] resampled(
      double[] series, ToDoubleFunction<double[]> statistic, Resampling resampling) {
    BlockResampling draws =
        new BlockResampling(series, resampling.blockLength(), resampling.seed());
    double[] values = new double[resampling.resamples()];
    Arrays.setAll(values, i -> statistic.applyAsDouble(draws.next()));
    Arrays.sort(values);
    return values;
  }

  /**
   * Equation 14.14. Ties count half. The result is finite even if all resamples are on one side.
   */
  private static double bias(double[] sorted, double estimate) {
    double below = 0;
    for (double value : sorted) {
      below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
    }
    double least = 0.5 / sorted.length;
    double share = Math.min(1 - least, Math.max(least, below / sorted.length));
    return NORMAL.inverseCumulativeProbability(share);
  }

  /** Equation 14.15, from the jackknife. */
  private static double acceleration(double[] series, ToDoubleFunction<double[]> statistic) {
    double[] without = new double[series.length];
    for (int left = 0; left < series.length; left++) {
      double[] others = new double[series.length - 1];
      System.arraycopy(series, 0, others, 0, left);
      System.arraycopy(series, left + 1, others, left, others.length - left);
      without[left] = statistic.applyAsDouble(others);
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = 0;
    double cubes = 0;
    for (double value : without) {
      double distance = mean - value;
      squares += distance * distance;
      cubes += distance * distance * distance;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Equation 14.10. */
  private static double corrected(double share, double bias, double acceleration) {
    double shifted = bias + NORMAL.inverseCumulativeProbability(share);
    return NORMAL.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
  }

  private static double at(double[] sorted, double share) {
    int index = (int) Math.floor(share * sorted.length);
    return sorted[Math.max(0, Math.min(sorted.length - 1, index))];
  }
}
