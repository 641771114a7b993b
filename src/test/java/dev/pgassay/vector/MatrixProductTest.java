package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatrixProductTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 17, 480, 481, 1_000, 1_536})
  void multipliesEveryRowWithEveryQuery(int dimensions) {
    ArrayVectors rows = ArrayVectors.random(1, 123, dimensions);
    ArrayVectors queries = ArrayVectors.random(2, 60, dimensions);
    for (MatrixProduct product :
        List.of(MatrixProduct.fastest(Progress.NONE), MatrixProduct.plainJava())) {
      float[] products = new float[123 * 30];
      product.multiply(rows.components(), 123, queries.components(), 30, 30, dimensions, products);
      for (int query = 0; query < 30; query++) {
        for (int row = 0; row < 123; row++) {
          double exact = -BruteForce.distance(Metric.INNER_PRODUCT, rows, row, queries, 30 + query);
          assertThat((double) products[query * 123 + row])
              .isCloseTo(exact, within(bound(rows, row, queries, 30 + query)));
        }
      }
    }
  }

  @Test
  void slicesAreEvenAndShortEnoughToBePackedAtOnce() {
    assertThat(MatrixProduct.sliceComponents(1_536)).isEqualTo(384);
    assertThat(MatrixProduct.sliceComponents(480)).isEqualTo(480);
    for (int dimensions = 1; dimensions <= 16_000; dimensions++) {
      assertThat(MatrixProduct.sliceComponents(dimensions)).isBetween(16, 480);
    }
  }

  @Test
  void usesSimdWhereTheModuleIsPresent() {
    List<String> warnings = new ArrayList<>();
    MatrixProduct product = MatrixProduct.fastest(new Warnings(warnings));
    assertThat(product.library().getClass().getSimpleName()).isEqualTo("VectorBLAS");
    assertThat(warnings).isEmpty();
  }

  private static double bound(ArrayVectors rows, int row, ArrayVectors queries, int query) {
    int dimensions = rows.dimensions();
    double rowSquare = ExactDistance.square(rows.components(), row * dimensions, dimensions);
    double querySquare = ExactDistance.square(queries.components(), query * dimensions, dimensions);
    return FloatError.productBound(dimensions) * Math.sqrt(rowSquare * querySquare);
  }

  private record Warnings(List<String> warnings) implements Progress {
    @Override
    public void say(String line) {}

    @Override
    public void warn(String line) {
      warnings.add(line);
    }

    @Override
    public Task start(String name, long total, String unit) {
      return Task.NONE;
    }
  }
}
