package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.stats.CorrectedBootstrap.Resampling;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrectedBootstrapTest {
  /** Spatial test data, A of 26 children: Efron and Tibshirani, 1993, table 14.1. */
  private static final double[] SPATIAL_TEST_A = {
    48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30,
    41
  };

  @Test
  void agreesWithEfronAndTibshiranisIntervalOfAVariance() {
    // Ibidem, table 14.2: 90 % BCa interval of the plug-in variance 171.5 is [115.8, 259.6], where
    // the percentile interval is [100.8, 233.9]. Their 2,000 resamples leave a few units of noise.
    ConfidenceInterval interval =
        CorrectedBootstrap.interval(
                SPATIAL_TEST_A,
                CorrectedBootstrapTest::variance,
                new Resampling(20_000, 1, 1),
                0.90)
            .orElseThrow();
    assertThat(variance(SPATIAL_TEST_A)).isCloseTo(171.5, within(0.1));
    assertThat(interval.low()).isCloseTo(115.8, within(4.0));
    assertThat(interval.high()).isCloseTo(259.6, within(5.0));
  }

  @Test
  void isWiderInBlocksWhereNeighboursAreAlike() {
    double[] series = new double[60];
    Random random = new Random(5);
    for (int i = 1; i < series.length; i++) {
      series[i] = 0.9 * series[i - 1] + random.nextGaussian();
    }
    assertThat(width(series, 6)).isGreaterThan(1.3 * width(series, 1));
  }

  @Test
  void hasNoIntervalForFewObservations() {
    assertThat(
            CorrectedBootstrap.interval(
                new double[] {1, 2, 3, 4}, HodgesLehmann::estimate, new Resampling(100, 1, 1), .95))
        .isEmpty();
  }

  @Test
  void hasAPointForASampleWithoutNoise() {
    double[] constant = new double[10];
    Arrays.fill(constant, 3);
    assertThat(
            CorrectedBootstrap.interval(
                constant, HodgesLehmann::estimate, new Resampling(100, 2, 1), .95))
        .contains(new ConfidenceInterval(3, 3, .95));
  }

  private static double width(double[] series, int blockLength) {
    return CorrectedBootstrap.interval(
            series, CorrectedBootstrapTest::mean, new Resampling(2_000, blockLength, 3), 0.95)
        .orElseThrow()
        .width();
  }

  private static double mean(double[] sample) {
    return Arrays.stream(sample).average().orElseThrow();
  }

  private static double variance(double[] sample) {
    double mean = mean(sample);
    return Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).average().orElseThrow();
  }
}
