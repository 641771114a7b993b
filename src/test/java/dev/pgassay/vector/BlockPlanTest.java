package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockPlanTest {
  private static final long HEAP_BYTES = 512L << 20;

  @ParameterizedTest
  @CsvSource({
    "1536, 1000, 2",
    "1536, 1000, 128",
    "1536, 1000000, 2",
    "64, 100000000, 64",
    "16000, 1000, 16",
    "16000, 100000, 256",
    "1, 1, 1"
  })
  void fitsIntoASmallHeap(int dimensions, long queries, int threads) {
    BlockPlan plan = BlockPlan.of(dimensions, queries, threads);
    long blocks = plan.threads() * 4L * plan.rows() * (dimensions + plan.queries());
    long held = 4L * Math.min(queries, plan.queriesPerPass()) * dimensions;
    assertThat(blocks + held).isLessThan(HEAP_BYTES * 6 / 10);
    assertThat(plan.threads()).isBetween(1, threads);
  }

  @Test
  void neverOverflowsTheLibrarysCountOfMultiplications() {
    for (int dimensions : new int[] {1, 479, 480, 481, 1_536, 16_000}) {
      BlockPlan plan = BlockPlan.of(dimensions, 1_000_000, 1);
      long slice = Math.min(dimensions, MatrixProduct.sliceComponents(dimensions));
      assertThat(plan.rows() * (long) plan.queries() * slice).isLessThan(Integer.MAX_VALUE);
    }
  }

  @Test
  void givesFewThreadsTheBlocksThatTheLibraryLikes() {
    BlockPlan plan = BlockPlan.of(1_536, 1_000, 2);
    assertThat(plan.threads()).isEqualTo(2);
    assertThat(plan.rows()).isEqualTo(960);
    assertThat(plan.queries()).isEqualTo(999);
  }

  @Test
  void refusesBlocksThatDoNotConsistOfTiles() {
    assertThatThrownBy(() -> new BlockPlan(1, 61, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("rows and queries of a block must be multiples of 3: 61 and 3");
  }
}
