package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

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

  @Test
  void toleratesWhatPgvectorsCosineIsOffAsAPlainLoopInFourLanes() {
    Random random = new Random(5);
    double worst = 0;
    for (int round = 0; round < 2_000; round++) {
      ArrayVectors pair = ArrayVectors.random(random.nextLong(), 2, DIMENSIONS);
      float[] x = pair.components();
      double exact = ExactDistance.between(Metric.COSINE, x, 0, x, DIMENSIONS, DIMENSIONS);
      worst = Math.max(worst, Math.abs(cosineDistanceInFloat(x) - exact));
    }
    assertThat(2 * worst).isLessThan(FloatError.tieTolerance(DIMENSIONS, 1));
  }

  @Test
  void growsWithTheMagnitude() {
    assertThat(FloatError.tieTolerance(100, 3)).isEqualTo(3 * FloatError.tieTolerance(100, 1));
    assertThat(FloatError.tieTolerance(DIMENSIONS, 1)).isBetween(9.3e-6, 9.4e-6);
  }

  private static double cosineDistanceInFloat(float[] x) {
    float[] dot = new float[4];
    float[] left = new float[4];
    float[] right = new float[4];
    for (int i = 0; i < DIMENSIONS; i++) {
      dot[i % 4] += x[i] * x[DIMENSIONS + i];
      left[i % 4] += x[i] * x[i];
      right[i % 4] += x[DIMENSIONS + i] * x[DIMENSIONS + i];
    }
    return 1 - sum(dot) / Math.sqrt((double) sum(left) * sum(right));
  }

  private static float sum(float[] lanes) {
    return lanes[0] + lanes[1] + lanes[2] + lanes[3];
  }
}
