package dev.pgassay.benchmarks.hybrid;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RankFusionTest {
  private static final RowIds IDS = RowIds.of(Table.EVENTS, 7);

  /** 1: 1/61; 2: 1/62 + 1/61; 3: 1/63 + 1/62; 5: 1/63. */
  @Test
  void addsTheReciprocalsOfThePlaces() {
    assertThat(fuse(60, new long[] {1, 2, 3}, new long[] {2, 3, 5}, 4)).containsExactly(2, 3, 1, 5);
  }

  /** With 60, the fourth place twice is 2/64 and the first once 1/61; with 1, 2/5 and 1/2. */
  @Test
  void aSmallConstantLetsTheFirstPlacesStandOut() {
    long[] one = {1, 2, 3, 4};
    long[] other = {5, 6, 7, 4};

    assertThat(fuse(60, one, other, 1)).containsExactly(4);
    assertThat(fuse(1, one, other, 3)).startsWith(inOrderOfKeys(1, 5)).endsWith(4);
  }

  @Test
  void rowsOfEqualScoreAreInTheOrderOfTheirKeys() {
    assertThat(fuse(60, new long[] {1, 2}, new long[] {3, 4}, 4))
        .startsWith(inOrderOfKeys(1, 3))
        .endsWith(inOrderOfKeys(2, 4));
  }

  @Test
  void oneRankingAloneKeepsItsOrder() {
    assertThat(fuse(60, new long[] {9, 4, 7}, new long[0], 10)).containsExactly(9, 4, 7);
  }

  private static long[] fuse(int constant, long[] one, long[] other, int depth) {
    return new RankFusion(constant, IDS).fuse(one, other, depth);
  }

  /** The server compares keys byte by byte, which is the order of their digits. */
  private static long[] inOrderOfKeys(long one, long other) {
    return Arrays.stream(new Long[] {one, other})
        .sorted((left, right) -> IDS.uuid(left).toString().compareTo(IDS.uuid(right).toString()))
        .mapToLong(Long::longValue)
        .toArray();
  }
}
