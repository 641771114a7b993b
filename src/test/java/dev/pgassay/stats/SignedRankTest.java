package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedRankTest {
  @Test
  void agreesWithHollanderAndWolfesDepressionStudy() {
    // Hollander and Wolfe, Nonparametric Statistical Methods, 1973, p. 29: Hamilton depression
    // scale
    // of nine patients before and after; R's ?wilcox.test prints V = 40, p-value = 0.01953.
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = new double[9];
    Arrays.setAll(differences, i -> before[i] - after[i]);
    assertThat(SignedRank.greater(differences)).isCloseTo(0.01953125, within(1e-12));
  }

  @Test
  void isOneInTwoToTheNWhereEveryDifferenceIsPositive() {
    double[] differences = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0};
    assertThat(SignedRank.greater(differences)).isCloseTo(1.0 / 1_024, within(1e-12));
  }

  @Test
  void isOneWhereNothingDiffers() {
    assertThat(SignedRank.greater(new double[5])).isEqualTo(1);
    assertThat(SignedRank.greater(new double[0])).isEqualTo(1);
  }

  @Test
  void isHighWhereDifferencesLieBelowZero() {
    assertThat(SignedRank.greater(new double[] {-1, -2, -3, -4, -5, 0.5})).isGreaterThan(0.95);
  }
}
