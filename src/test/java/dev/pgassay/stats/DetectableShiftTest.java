package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectableShiftTest {
  @Test
  void agreesWithTheNormalTheoryOfTheTest() {
    // One-sided at .05 with power .9 a mean of n = 100 normal values needs (1.645 + 1.282)
    // s/sqrt(n)
    // = 0.293 s; the signed-rank test needs sqrt(pi/3) = 1.023 of that (Pitman's efficiency 3/pi).
    Random random = new Random(9);
    double[] series = new double[100];
    Arrays.setAll(series, i -> random.nextGaussian());
    assertThat(smallest(series, 0, 0.05, 100)).isCloseTo(0.299, within(0.06));
  }

  @Test
  void isFoundInTheStatedShareOfTrialsThoughTheNoiseIsKnownFromFewRounds() {
    // One series says what would be found, another of the same noise is to find it; on average over
    // series that is the power stated. With the noise taken for known it was .74.
    Random random = new Random(4);
    int trials = 3_000;
    int found = 0;
    for (int trial = 0; trial < trials; trial++) {
      double shift = smallest(normal(random, 10), 0.1, 0.01, 10);
      double[] sample = Arrays.stream(normal(random, 10)).map(it -> it + shift).toArray();
      found += SignedRank.greater(sample) <= 0.01 && HodgesLehmann.estimate(sample) >= 0.1 ? 1 : 0;
    }
    assertThat((double) found / trials).isCloseTo(0.9, within(0.02));
  }

  private static double[] normal(Random random, int length) {
    double[] series = new double[length];
    Arrays.setAll(series, i -> random.nextGaussian());
    return series;
  }

  @Test
  void isNothingWhereTheTestCanNeverReachTheLevel() {
    // The least p-value of six observations is 2 to the power of -6, 0.0156.
    double[] series = {1, 2, 3, 4, 5, 6};
    assertThat(
            DetectableShift.smallest(series, series, new DetectableShift.Rule(0, 0.015, 6), 0.9, 1))
        .isEmpty();
    assertThat(
            DetectableShift.smallest(series, series, new DetectableShift.Rule(0, 0.016, 6), 0.9, 1))
        .isPresent();
  }

  @Test
  void isNeverBelowTheLeastEffect() {
    assertThat(smallest(new double[] {0, 1e-9, -1e-9, 2e-9, -2e-9}, 0.05, 0.5, 20))
        .isCloseTo(0.05, within(1e-6));
  }

  private static double smallest(double[] series, double least, double level, int observations) {
    return DetectableShift.smallest(
            series, series, new DetectableShift.Rule(least, level, observations), 0.9, 1)
        .orElseThrow();
  }
}
