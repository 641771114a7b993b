package dev.pgassay.data.dataset.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormalVariateTest {
  private static final int SAMPLE = 1_000_000;

  /** The share of a standard normal distribution below each bound, from tables. */
  private static final double[][] CUMULATIVE = {
    {-4, 0.0000316712}, {-3, 0.0013498980}, {-2, 0.0227501319}, {-1.5, 0.0668072013},
    {-1, 0.1586552539}, {-0.5, 0.3085375387}, {-0.1, 0.4601721627}, {0, 0.5},
    {0.25, 0.5987063257}, {0.6744897502, 0.75}, {1.2815515655, 0.9}, {1.9599639845, 0.975},
    {2.5758293035, 0.995}, {3.0902323062, 0.999}, {3.7190164855, 0.9999}
  };

  private final double[] sorted = sample();

  @Test
  void followsTheNormalDistributionFromTailToTail() {
    for (double[] point : CUMULATIVE) {
      double deviation = Math.sqrt(point[1] * (1 - point[1]) / SAMPLE);
      assertThat(shareBelow(point[0]))
          .as("share below %s", point[0])
          .isCloseTo(point[1], within(4 * deviation));
    }
  }

  @Test
  void hasTheMomentsOfTheNormalDistribution() {
    double[] powers = new double[5];
    for (double variate : sorted) {
      for (int power = 1; power <= 4; power++) {
        powers[power] += Math.pow(variate, power) / SAMPLE;
      }
    }
    // Deviations of the sample moments: 1, sqrt 2, sqrt 15 and sqrt 96 over sqrt n; four of each.
    assertThat(powers[1]).isCloseTo(0, within(0.004));
    assertThat(powers[2]).isCloseTo(1, within(0.0057));
    assertThat(powers[3]).isCloseTo(0, within(0.0155));
    assertThat(powers[4]).isCloseTo(3, within(0.0392));
  }

  @Test
  void reachesBeyondTheBaseLayer() {
    // 258 of a million are beyond 3.6541528853610088 on either side, give or take 16.
    assertThat(shareBelow(-3.6541528853610088) * SAMPLE).isBetween(77.0, 181.0);
    assertThat((1 - shareBelow(3.6541528853610088)) * SAMPLE).isBetween(77.0, 181.0);
  }

  private double shareBelow(double bound) {
    int place = Arrays.binarySearch(sorted, bound);
    return (double) (place < 0 ? -place - 1 : place) / SAMPLE;
  }

  private static double[] sample() {
    Draws draws = Draws.of(4711, "normal");
    double[] sample = new double[SAMPLE];
    Arrays.setAll(sample, row -> draws.normal(row, 0));
    Arrays.sort(sample);
    return sample;
  }
}
