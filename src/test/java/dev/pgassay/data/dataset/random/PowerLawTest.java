package dev.pgassay.data.dataset.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PowerLawTest {
  private final Draws draws = Draws.of(3, "test");

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.8, 0.999, 1, 1.2, 2})
  void neverGivesTwoPartsTheSameRank(double exponent) {
    for (int size : new int[] {1, 2, 3, 16, 100, 256}) {
      PowerLaw law = new PowerLaw(size, exponent);
      for (int parts = 1; parts <= size; parts++) {
        Set<Long> ranks = new HashSet<>();
        for (int part = 0; part < parts; part++) {
          long rank = law.rank(part, parts, draws.uniform(size, parts * 1000 + part));
          assertThat(rank).isBetween(0L, size - 1L);
          ranks.add(rank);
        }
        assertThat(ranks).as("%d of %d", parts, size).hasSize(parts);
      }
    }
  }

  @Test
  void takesEveryRankOnceWhenThereAreAsManyParts() {
    PowerLaw law = new PowerLaw(10, 1);
    for (int part = 0; part < 10; part++) {
      assertThat(law.rank(part, 10, 0.5)).isEqualTo(part);
    }
  }

  /**
   * With exponent 1 the integral is a logarithm: the first k of n ranks have a share of {@code
   * ln((k + 2) / 2) / ln((n + 2) / 2)}; for 1 and 256 that is 0.0834, for 16 it is 0.452.
   */
  @Test
  void followsTheLaw() {
    PowerLaw law = new PowerLaw(256, 1);
    int first = 0;
    int firstSixteen = 0;
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      long rank = law.rank(0, 1, draws.uniform(i, 0));
      first += rank < 1 ? 1 : 0;
      firstSixteen += rank < 16 ? 1 : 0;
    }
    assertThat((double) first / count).isBetween(0.080, 0.087);
    assertThat((double) firstSixteen / count).isBetween(0.446, 0.458);
  }
}
