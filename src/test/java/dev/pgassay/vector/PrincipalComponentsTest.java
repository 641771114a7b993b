package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.progress.Progress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void findsTheAxesOfAStretchedCross() {
    // Variances in the proportion 9 : 4 : 1, around a mean that is not 0; the fourth is empty.
    float[] vectors = {
      8, 5, 5, 5,
      2, 5, 5, 5,
      5, 7, 5, 5,
      5, 3, 5, 5,
      5, 5, 6, 5,
      5, 5, 4, 5
    };
    PrincipalComponents components = PrincipalComponents.of(vectors, 6, 4, Progress.NONE);
    assertThat(components.componentsHolding(9.0 / 14 - 1e-6)).isEqualTo(1);
    assertThat(components.componentsHolding(9.0 / 14 + 1e-6)).isEqualTo(2);
    assertThat(components.componentsHolding(13.0 / 14 - 1e-6)).isEqualTo(2);
    assertThat(components.componentsHolding(13.0 / 14 + 1e-6)).isEqualTo(3);
    assertThat(components.componentsHolding(0.001)).isEqualTo(1);
  }

  @Test
  void findsALineInAnyDirection() {
    float[] vectors = new float[100 * 50];
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      float along = (float) random.nextGaussian();
      for (int j = 0; j < 50; j++) {
        vectors[i * 50 + j] = along * (j % 7 - 3) + 0.001f * (float) random.nextGaussian();
      }
    }
    PrincipalComponents components = PrincipalComponents.of(vectors, 100, 50, Progress.NONE);
    assertThat(components.componentsHolding(0.99)).isEqualTo(1);
  }

  @Test
  void needsNearlyAllComponentsOfNoise() {
    // More dimensions than are multiplied at once. numpy.linalg.eigvalsh finds 75 and 166 for each
    // of
    // five such samples.
    float[] vectors = new float[2_000 * 200];
    Random random = new Random(6);
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = (float) random.nextGaussian();
    }
    PrincipalComponents components = PrincipalComponents.of(vectors, 2_000, 200, Progress.NONE);
    assertThat(components.componentsHolding(0.9)).isBetween(163, 169);
    assertThat(components.componentsHolding(0.5)).isBetween(72, 78);
  }

  @Test
  void refusesASingleVectorAndASenselessShare() {
    assertThatThrownBy(() -> PrincipalComponents.of(new float[3], 1, 3, Progress.NONE))
        .hasMessage("count must be at least 2: 1");
    PrincipalComponents components =
        PrincipalComponents.of(new float[] {1, 0, 0, 1}, 2, 2, Progress.NONE);
    assertThatThrownBy(() -> components.componentsHolding(0))
        .hasMessage("share must be above 0 and at most 1: 0.0");
  }
}
