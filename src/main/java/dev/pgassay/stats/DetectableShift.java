package dev.pgassay.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * The smallest true shift that a rule would find: "no difference detected" says nothing without it.
 * Found by trying: the noise of the sample itself is drawn again in blocks, shifted, and shown to
 * the very rule that decides.
 */
public final class DetectableShift {
  private static final int TRIALS = 300;
  private static final int HALVINGS = 12;

  private DetectableShift() {}

  /**
   * Searches the shift.
   *
   * @param series observations in the order of time
   * @param detects the rule; it must find a larger shift wherever it finds a smaller one
   * @param power in which share of cases it must be found, such as 0.9
   * @param largest the largest shift that is tried
   * @param seed the same seed gives the same answer
   * @return the shift, or nothing where even the largest is found too seldom
   */
  public static OptionalDouble smallest(
      double[] series, Predicate<double[]> detects, double power, double largest, long seed) {
    if (series.length < 2) {
      return OptionalDouble.empty();
    }
    double[][] noise = noise(series, seed);
    if (share(noise, largest, detects) < power) {
      return OptionalDouble.empty();
    }
    double low = 0;
    double high = largest;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (share(noise, middle, detects) < power) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return OptionalDouble.of(high);
  }

  /** Residuals, widened because the centre was fitted to them. */
  private static double[][] noise(double[] series, long seed) {
    double centre = HodgesLehmann.estimate(series);
    double widening = Math.sqrt(series.length / (series.length - 1.0));
    double[] residuals = Arrays.stream(series).map(it -> (it - centre) * widening).toArray();
    BlockResampling draws =
        new BlockResampling(residuals, BlockResampling.usualBlockLength(series.length), seed);
    double[][] noise = new double[TRIALS][];
    Arrays.setAll(noise, i -> draws.next());
    return noise;
  }

  private static double share(double[][] noise, double shift, Predicate<double[]> detects) {
    long found =
        Arrays.stream(noise)
            .map(trial -> Arrays.stream(trial).map(it -> it + shift).toArray())
            .filter(detects)
            .count();
    return (double) found / noise.length;
  }
}
