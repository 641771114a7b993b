package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class QuantileTest {
  @Test
  void returnsTheValueAtTheNearestRank() {
    // The worked example of Wikipedia's "Percentile", nearest-rank method.
    double[] sample = {50, 15, 40, 20, 35};
    assertThat(Quantile.nearestRank(sample, 0.05)).isEqualTo(15);
    assertThat(Quantile.nearestRank(sample, 0.30)).isEqualTo(20);
    assertThat(Quantile.nearestRank(sample, 0.40)).isEqualTo(20);
    assertThat(Quantile.nearestRank(sample, 0.50)).isEqualTo(35);
    assertThat(Quantile.nearestRank(sample, 1.00)).isEqualTo(50);
  }

  @Test
  void leavesTheSampleAsItIs() {
    double[] sample = {3, 1, 2};
    Quantile.nearestRank(sample, 0.5);
    assertThat(sample).containsExactly(3, 1, 2);
  }

  @Test
  void isNotANumberForAnEmptySample() {
    assertThat(Quantile.nearestRank(new double[0], 0.5)).isNaN();
  }

  @Test
  void refusesSharesOutsideTheSample() {
    assertThatThrownBy(() -> Quantile.nearestRank(new double[] {1}, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("share must be above 0 and at most 1: 0.0");
  }
}
