package dev.pgassay.data.dataset.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZipfLawTest {
  /** The cells, gone through one by one, give each rank its exact mass. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 0", "2, 1", "7, 0.5", "50, 1", "50, 2", "100, 1.05", "1000, 0"})
  void givesEachRankItsMass(int size, double exponent) {
    ZipfLaw law = new ZipfLaw(size, exponent);
    double harmonic = 0;
    for (int rank = 1; rank <= size; rank++) {
      harmonic += Math.pow(rank, -exponent);
    }

    double[] masses = new double[size];
    int steps = 4096;
    for (long cell = 0; cell < size; cell++) {
      long high = ((cell << 32) + size - 1) / size;
      for (long step = 0; step < steps; step++) {
        masses[law.rank(high << 32 | step << 20)] += 1.0 / size / steps;
      }
    }

    for (int rank = 0; rank < size; rank++) {
      double expected = Math.pow(rank + 1, -exponent) / harmonic;
      assertThat(masses[rank]).as("rank %d", rank).isCloseTo(expected, within(2.0 / steps));
    }
  }

  @Test
  void allBitsSetStayInRange() {
    assertThat(new ZipfLaw(10, 1).rank(-1)).isBetween(0, 9);
    assertThat(new ZipfLaw(1, 1).rank(-1)).isZero();
  }
}
