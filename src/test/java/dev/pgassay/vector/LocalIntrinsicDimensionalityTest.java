package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalIntrinsicDimensionalityTest {
  @Test
  void dividesTheCountByTheSumOfLogarithms() {
    // Computed by hand: ln(4/1) + ln(4/2) = 3 ln 2, and 2 / (3 ln 2) = 0.961797.
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {1, 2, 4}))
        .isCloseTo(0.961797, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 30})
  void findsTheDimensionsOfAnEvenlyFilledSpace(int dimensions) {
    double[] distances = new double[2_000];
    Arrays.setAll(distances, i -> Math.pow((i + 0.5) / distances.length, 1.0 / dimensions));
    assertThat(LocalIntrinsicDimensionality.estimate(distances))
        .isCloseTo(dimensions, within(0.01 * dimensions));
  }

  @Test
  void doesNotDependOnTheScale() {
    double small = LocalIntrinsicDimensionality.estimate(new double[] {0.1, 0.2, 0.5, 0.7});
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {10, 20, 50, 70}))
        .isCloseTo(small, within(1e-12));
  }

  @Test
  void leavesOutDuplicatesOfTheQuery() {
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {0, 0, 1, 2, 4}))
        .isCloseTo(0.961797, within(1e-6));
  }

  @Test
  void knowsNothingWithoutTwoDistances() {
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {})).isNaN();
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {0, 0, 3})).isNaN();
    assertThat(LocalIntrinsicDimensionality.estimate(new double[] {3, 3, 3})).isNaN();
  }
}
