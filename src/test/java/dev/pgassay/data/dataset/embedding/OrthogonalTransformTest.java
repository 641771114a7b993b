package dev.pgassay.data.dataset.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.random.Draws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrthogonalTransformTest {
  private static final int STRUCTURED = 60;
  private final Draws draws = Draws.of(7, "rotation");

  @ParameterizedTest
  @ValueSource(ints = {64, 192, 384, 768, 1024, 1536, 3072, 16_000})
  void keepsInnerProducts(int dimensions) {
    OrthogonalTransform transform = new OrthogonalTransform(dimensions, STRUCTURED, draws);
    float[] first = normals(dimensions, 1);
    float[] second = normals(dimensions, 2);
    double before = dot(first, second);
    double length = dot(first, first);
    float[] rotatedFirst = rotate(transform, first);
    float[] rotatedSecond = rotate(transform, second);
    assertThat(dot(rotatedFirst, rotatedSecond)).isCloseTo(before, within(1e-4 * length));
    assertThat(dot(rotatedFirst, rotatedFirst)).isCloseTo(length, within(1e-5 * length));
  }

  @ParameterizedTest
  @ValueSource(ints = {384, 768, 1024, 1536})
  void spreadsEachStructuredCoordinateOverAllDimensions(int dimensions) {
    OrthogonalTransform transform = new OrthogonalTransform(dimensions, STRUCTURED, draws);
    for (int axis = 0; axis < STRUCTURED; axis++) {
      float[] unit = new float[dimensions];
      unit[axis] = 1;
      float[] rotated = rotate(transform, unit);
      // A random direction's components stay within five deviations, and few are tiny.
      int tiny = 0;
      for (float component : rotated) {
        assertThat(Math.abs(component)).isLessThan((float) (5.5 / Math.sqrt(dimensions)));
        tiny += Math.abs(component) < 0.05 / Math.sqrt(dimensions) ? 1 : 0;
      }
      assertThat(tiny).as("components of axis %d near 0", axis).isLessThan(dimensions / 4);
    }
  }

  @Test
  void writesWhereItIsTold() {
    OrthogonalTransform transform = new OrthogonalTransform(64, 2, draws);
    float[] target = new float[70];
    transform.rotate(normals(64, 1), target, 5);
    float[] expected = rotate(transform, normals(64, 1));
    assertThat(target).startsWith(0, 0, 0, 0, 0, expected[0]).endsWith(expected[63], 0);
  }

  @Test
  void refusesDimensionsWithoutALargeBlock() {
    assertThatThrownBy(() -> new OrthogonalTransform(1000, 2, draws))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("dimensions must be a multiple of 64: 1000");
  }

  private static float[] rotate(OrthogonalTransform transform, float[] vector) {
    float[] target = new float[vector.length];
    transform.rotate(vector.clone(), target, 0);
    return target;
  }

  private float[] normals(int size, int row) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) draws.normal(row, i);
    }
    return values;
  }

  private static double dot(float[] first, float[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += (double) first[i] * second[i];
    }
    return sum;
  }
}
