package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class NeighborsTest {
  @Test
  void countsItsQueries() {
    assertThat(neighbors(new long[][] {{1}, {2}}, new double[][] {{1}, {2}}, 2).queries())
        .isEqualTo(2);
  }

  @Test
  void refusesArraysThatDoNotLineUp() {
    assertThatThrownBy(() -> neighbors(new long[][] {{1}}, new double[][] {{1}, {2}}, 1))
        .hasMessage("rows of 1 queries but distances of 2 and tolerances of 1");
    assertThatThrownBy(() -> neighbors(new long[][] {{1, 2}}, new double[][] {{1}}, 1))
        .hasMessage("query 0 has 2 rows and 1 distances at depth 3");
    assertThatThrownBy(
            () -> neighbors(new long[][] {{1, 2, 3, 4}}, new double[][] {{1, 2, 3, 4}}, 1))
        .hasMessage("query 0 has 4 rows and 4 distances at depth 3");
  }

  @Test
  void refusesDistancesOutOfOrder() {
    assertThatThrownBy(() -> neighbors(new long[][] {{1, 2}}, new double[][] {{2, 1}}, 1))
        .hasMessage("distances of query 0 are not in order at place 2");
    assertThatThrownBy(() -> neighbors(new long[][] {{1, 2}}, new double[][] {{1, Double.NaN}}, 1))
        .hasMessage("distances of query 0 are not in order at place 2");
  }

  private static Neighbors neighbors(long[][] rows, double[][] distances, int tolerances) {
    return new Neighbors(rows, distances, new double[tolerances], 3);
  }
}
