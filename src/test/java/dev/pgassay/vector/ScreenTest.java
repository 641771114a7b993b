package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScreenTest {
  private static final int DIMENSIONS = 200;
  private static final int ROWS = 300;

  /** The worst possible order of summation, in both directions, must not reject a row. */
  @ParameterizedTest
  @EnumSource(Metric.class)
  void passesEveryRowWithinTheBarHoweverItsProductWasRounded(Metric metric) {
    long seed = 99;
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      ArrayVectors rows = ArrayVectors.random(random.nextLong(), ROWS, DIMENSIONS);
      ArrayVectors query = ArrayVectors.random(random.nextLong(), 1, DIMENSIONS);
      double querySquare = ExactDistance.square(query.components(), 0, DIMENSIONS);
      Block block = blockOf(rows);
      Screen screen = new Screen(metric, DIMENSIONS, ROWS);
      screen.prepare(block);
      for (int row = 0; row < ROWS; row++) {
        double bar = distance(metric, rows, row, query);
        double exact = -distance(Metric.INNER_PRODUCT, rows, row, query);
        double lost =
            FloatError.productBound(DIMENSIONS) * Math.sqrt(querySquare * block.square(row));
        float rounded = Math.nextUp((float) (exact - lost));
        assertThat(screen.score(rounded, row))
            .as("seed %d, round %d, row %d", seed, round, row)
            .isGreaterThanOrEqualTo(screen.leastScore(bar, querySquare));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Metric.class)
  void rejectsRowsThatAreClearlyBeyondTheBar(Metric metric) {
    ArrayVectors rows = ArrayVectors.random(1, ROWS, DIMENSIONS);
    ArrayVectors query = ArrayVectors.random(2, 1, DIMENSIONS);
    double querySquare = ExactDistance.square(query.components(), 0, DIMENSIONS);
    Screen screen = new Screen(metric, DIMENSIONS, ROWS);
    screen.prepare(blockOf(rows));
    long[] order = BruteForce.rows(rows, query, metric, ROWS, RowFilter.ALL)[0];
    double bar = distance(metric, rows, (int) order[9], query);
    float least = screen.leastScore(bar, querySquare);
    int passed = 0;
    for (int row = 0; row < ROWS; row++) {
      float product = (float) -distance(Metric.INNER_PRODUCT, rows, row, query);
      passed += screen.score(product, row) >= least ? 1 : 0;
    }
    assertThat(passed).isEqualTo(10);
  }

  private static double distance(Metric metric, ArrayVectors rows, int row, ArrayVectors query) {
    return ExactDistance.between(
        metric, rows.components(), row * DIMENSIONS, query.components(), 0, DIMENSIONS);
  }

  private static Block blockOf(ArrayVectors rows) {
    Block block = new Block(ROWS, DIMENSIONS);
    block.clear();
    block.add(rows, 0, ROWS, new float[0]);
    return block;
  }
}
