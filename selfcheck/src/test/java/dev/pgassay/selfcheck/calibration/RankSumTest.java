package dev.pgassay.selfcheck.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RankSumTest {
  @Test
  void agreesWithThePublishedExample() {
    // Permeability of the human placenta: Hollander and Wolfe, Nonparametric Statistical Methods,
    // 1973, page 69, which is the example of R's wilcox.test: W = 35, p = 0.1272.
    double[] atTerm = {0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46};
    double[] early = {1.15, 0.88, 0.90, 0.74, 1.21};
    assertThat(RankSum.greater(atTerm, early)).isCloseTo(0.1272, within(0.00005));
  }

  @Test
  void isTheShareOfArrangementsWhereAllLieAbove() {
    // One arrangement of C(6, 3) = 20 puts three values above three others.
    assertThat(RankSum.greater(new double[] {4, 5, 6}, new double[] {1, 2, 3}))
        .isCloseTo(1 / 20.0, within(1e-12));
  }
}
