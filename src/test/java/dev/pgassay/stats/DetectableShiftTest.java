package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectableShiftTest {
  @Test
  void agreesWithTheNormalTheoryOfAOneSidedTest() {
    // A mean above 1.645 s/sqrt(n) is found with power .9 where the shift is (1.645 + 1.282)
    // s/sqrt(n): 0.2927 for s = 1 and n = 100.
    Random random = new Random(9);
    double[] series = new double[100];
    Arrays.setAll(series, i -> random.nextGaussian());
    double found =
        DetectableShift.smallest(series, sample -> mean(sample) > 0.1645, 0.9, 3, 1).orElseThrow();
    assertThat(found).isCloseTo(0.2927, within(0.06));
  }

  @Test
  void isNothingWhereTheRuleNeverFinds() {
    assertThat(DetectableShift.smallest(new double[] {1, 2, 3}, sample -> false, 0.9, 3, 1))
        .isEmpty();
  }

  @Test
  void growsWithTheNoise() {
    double[] quiet = {0.01, -0.01, 0.02, -0.02, 0.015, -0.005, 0.01, -0.02, 0, 0.005};
    double[] loud = Arrays.stream(quiet).map(it -> 10 * it).toArray();
    assertThat(detectable(loud)).isGreaterThan(5 * detectable(quiet));
  }

  private static double detectable(double[] series) {
    return DetectableShift.smallest(series, it -> SignedRank.greater(it) < 0.05, 0.9, 3, 1)
        .orElseThrow();
  }

  private static double mean(double[] sample) {
    return Arrays.stream(sample).average().orElseThrow();
  }
}
