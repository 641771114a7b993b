package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanDifferenceTest {
  @Test
  void agreesWithStudentsSleepData() {
    // Student, Biometrika 6(1), 1908: hours of sleep gained with two drugs. R's
    // t.test(extra ~ group, sleep, var.equal = TRUE) gives p = 0.07919 for a difference of 1.58.
    double[] one = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
    double[] other = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};
    assertThat(MeanDifference.byChance(one, other, 0.07919 / 2)).isCloseTo(1.58, within(5e-5));
  }

  @Test
  void tellsNothingOfOneObservationEach() {
    assertThat(MeanDifference.byChance(new double[] {1}, new double[] {2}, 0.01)).isZero();
  }

  @Test
  void isZeroWhereNothingVaries() {
    assertThat(MeanDifference.byChance(new double[] {1, 1}, new double[] {2}, 0.01)).isZero();
  }
}
