package dev.pgassay.data.dataset.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowPermutationTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1_000, 65_536, 100_003})
  void givesEachPlaceToOneRowAndKnowsTheWayBack(long size) {
    RowPermutation permutation = new RowPermutation(size, Draws.of(1, "order"));
    BitSet taken = new BitSet();
    for (long row = 0; row < size; row++) {
      long place = permutation.at(row);
      assertThat(place).isBetween(0L, size - 1);
      assertThat(permutation.rowAt(place)).isEqualTo(row);
      taken.set((int) place);
    }
    assertThat(taken.cardinality()).isEqualTo((int) size);
  }

  @Test
  void leavesHardlyARowInItsPlaceOrBesideItsNeighbour() {
    RowPermutation permutation = new RowPermutation(10_000, Draws.of(1, "order"));
    int fixed = 0;
    int neighbours = 0;
    for (long row = 0; row < 9_999; row++) {
      fixed += permutation.at(row) == row ? 1 : 0;
      neighbours += permutation.at(row + 1) == permutation.at(row) + 1 ? 1 : 0;
    }
    // Both are Poisson with mean 1 in a random order: 8 or more come once in a hundred thousand.
    assertThat(fixed).isLessThan(8);
    assertThat(neighbours).isLessThan(8);
  }

  @Test
  void worksForTheGreatestSize() {
    long size = 1L << 62;
    RowPermutation permutation = new RowPermutation(size, Draws.of(1, "order"));
    assertThat(permutation.rowAt(permutation.at(size - 1))).isEqualTo(size - 1);
  }

  @Test
  void refusesWhatIsOutOfRange() {
    Draws draws = Draws.of(1, "order");
    assertThatThrownBy(() -> new RowPermutation(0, draws))
        .hasMessage("size must be between 1 and 2^62: 0");
    assertThatThrownBy(() -> new RowPermutation(10, draws).at(10))
        .hasMessage("10 is not between 0 and 9");
    assertThatThrownBy(() -> new RowPermutation(10, draws).rowAt(-1))
        .hasMessage("-1 is not between 0 and 9");
  }
}
