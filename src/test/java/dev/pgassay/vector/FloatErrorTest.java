package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("arithmetic")
class FloatErrorTest {
  private static final int DIMENSIONS = 1_536;

  @Test
  void boundsAProductThatRoundsAlwaysDown() {
    // Components that are all alike make each addition err in the same direction for long.
    float component = 0.1f;
    float sum = 0;
    for (int i = 0; i < DIMENSIONS; i++) {
      sum += component * component;
    }
    double exact = (double) component * component * DIMENSIONS;
    assertThat(Math.abs(sum - exact) / exact)
        .isLessThan(FloatError.productBound(DIMENSIONS))
        .isGreaterThan(FloatError.productBound(DIMENSIONS) / 1_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void toleratesWhatPgvectorsCosineIsOffInAnyNumberOfLanes(int lanes) {
    Random random = new Random(5);
    double worst = 0;
    for (int round = 0; round < 2_000; round++) {
      float[] x = ArrayVectors.random(random.nextLong(), 2, DIMENSIONS).components();
      double exact = ExactDistance.between(Metric.COSINE, x, 0, x, DIMENSIONS, DIMENSIONS);
      worst = Math.max(worst, Math.abs(cosineDistanceInFloat(x, lanes) - exact));
    }
    assertThat(2 * worst).isLessThan(FloatError.tieTolerance(DIMENSIONS, 1));
  }

  /** Similar vectors, whose products all have one sign, are the worst case of a cosine. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8})
  void toleratesWhatTheCosineOfSimilarVectorsIsOff(int lanes) {
    Random random = new Random(6);
    double worst = 0;
    for (int round = 0; round < 2_000; round++) {
      float[] x = ArrayVectors.random(random.nextLong(), 2, DIMENSIONS).components();
      for (int i = 0; i < DIMENSIONS; i++) {
        x[DIMENSIONS + i] = x[i] + x[DIMENSIONS + i] / 4;
      }
      double exact = ExactDistance.between(Metric.COSINE, x, 0, x, DIMENSIONS, DIMENSIONS);
      worst = Math.max(worst, Math.abs(cosineDistanceInFloat(x, lanes) - exact));
    }
    assertThat(2 * worst).isLessThan(FloatError.tieTolerance(DIMENSIONS, 1));
  }

  @Test
  void growsWithTheMagnitude() {
    assertThat(FloatError.tieTolerance(100, 3)).isEqualTo(3 * FloatError.tieTolerance(100, 1));
    assertThat(FloatError.tieTolerance(DIMENSIONS, 1)).isBetween(9.3e-6, 9.4e-6);
  }

  private static double cosineDistanceInFloat(float[] x, int lanes) {
    float[] dot = new float[lanes];
    float[] left = new float[lanes];
    float[] right = new float[lanes];
    for (int i = 0; i < DIMENSIONS; i++) {
      dot[i % lanes] += x[i] * x[DIMENSIONS + i];
      left[i % lanes] += x[i] * x[i];
      right[i % lanes] += x[DIMENSIONS + i] * x[DIMENSIONS + i];
    }
    return 1 - sum(dot) / Math.sqrt((double) sum(left) * sum(right));
  }

  private static float sum(float[] lanes) {
    float sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
