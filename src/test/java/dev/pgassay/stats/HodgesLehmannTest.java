package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class HodgesLehmannTest {
  @Test
  void agreesWithHollanderAndWolfesDepressionStudy() {
    // Hollander and Wolfe, 1973, section 3.2: for after minus before the estimate is -.46.
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = new double[9];
    Arrays.setAll(differences, i -> after[i] - before[i]);
    assertThat(HodgesLehmann.estimate(differences)).isCloseTo(-0.46, within(1e-9));
  }

  @Test
  void isTheMedianOfPairwiseMeans() {
    // 1, 2, 9 give 1, 1.5, 5, 2, 5.5, 9, whose median is between 2 and 5.
    assertThat(HodgesLehmann.estimate(new double[] {9, 1, 2})).isEqualTo(3.5);
  }

  @Test
  void bearsAnOutlier() {
    double[] sample = {0.01, -0.01, 0.02, -0.02, 0, 0.01, -0.01, 50};
    assertThat(HodgesLehmann.estimate(sample)).isCloseTo(0, within(0.02));
  }

  @Test
  void isNotANumberForAnEmptySample() {
    assertThat(HodgesLehmann.estimate(new double[0])).isNaN();
  }
}
