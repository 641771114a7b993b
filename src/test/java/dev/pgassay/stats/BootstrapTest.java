package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {
  private static final double LEVEL = 0.95;

  @Test
  void givesTheSameIntervalForTheSameSeed() {
    double[] sample = {1, 2, 2, 3, 5, 8, 13};
    assertThat(Bootstrap.meanInterval(sample, LEVEL, 7))
        .isEqualTo(Bootstrap.meanInterval(sample, LEVEL, 7))
        .isNotEqualTo(Bootstrap.meanInterval(sample, LEVEL, 8));
  }

  @Test
  void hasNoIntervalForFewerThanThreeObservations() {
    assertThat(Bootstrap.meanInterval(new double[0], LEVEL, 1)).isEmpty();
    assertThat(Bootstrap.meanInterval(new double[] {1, 2}, LEVEL, 1)).isEmpty();
    assertThat(Bootstrap.meanInterval(new double[] {1, 2, 3}, LEVEL, 1)).isPresent();
  }

  @Test
  void refusesObservationsThatAreNotFinite() {
    assertThatThrownBy(() -> Bootstrap.meanInterval(new double[] {1, Double.NaN, 2}, LEVEL, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("observations must be finite: NaN");
  }

  @Test
  void hasTheWidthOfTheNormalIntervalForALargeSample() {
    // Central limit: mean +- 1.96 s / sqrt(n).
    double[] sample = new Random(11).doubles(2_000).toArray();
    double mean = Arrays.stream(sample).average().orElseThrow();
    double variance = Arrays.stream(sample).map(x -> (x - mean) * (x - mean)).sum() / 1_999;
    double half = 1.96 * Math.sqrt(variance / 2_000);
    ConfidenceInterval interval = Bootstrap.meanInterval(sample, LEVEL, 3).orElseThrow();
    assertThat(interval.low()).isCloseTo(mean - half, within(0.05 * half));
    assertThat(interval.high()).isCloseTo(mean + half, within(0.05 * half));
  }

  @Test
  void agreesWithWilsonOnSharesOfManyTrials() {
    double[] sample = new double[1_000];
    Arrays.fill(sample, 0, 930, 1);
    ConfidenceInterval wilson = Wilson.interval(930, 1_000);
    ConfidenceInterval interval = Bootstrap.meanInterval(sample, LEVEL, 5).orElseThrow();
    assertThat(interval.low()).isCloseTo(wilson.low(), within(0.003));
    assertThat(interval.high()).isCloseTo(wilson.high(), within(0.003));
  }

  @Test
  void coversTheMeanInTheStatedShareOfExperiments() {
    // Recall-like values: of ten rows, each found with probability 0.9, 60 queries.
    long seed = 4_711;
    Random random = new Random(seed);
    int covered = 0;
    int experiments = 200;
    for (int i = 0; i < experiments; i++) {
      double[] sample = new double[60];
      Arrays.setAll(sample, query -> tenths(random));
      covered += Bootstrap.meanInterval(sample, LEVEL, i).orElseThrow().contains(0.9) ? 1 : 0;
    }
    // 95 % of 200 is 190, with a standard deviation of 3.1.
    assertThat(covered).as("seed %d", seed).isBetween(180, 199);
  }

  private static double tenths(Random random) {
    return random.doubles(10).filter(x -> x < 0.9).count() / 10.0;
  }
}
