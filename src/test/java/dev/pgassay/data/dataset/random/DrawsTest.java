package dev.pgassay.data.dataset.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  private static final int SAMPLE = 200_000;
  private final Draws draws = Draws.of(20260731, "test");

  @Test
  void mixesAsTheReferenceImplementationOfSplitMix64() {
    // The first outputs for the state 1234567, published with the test vectors of Rosetta Code's
    // "Pseudo-random numbers/Splitmix64".
    long step = 0x9E3779B97F4A7C15L;
    assertThat(Draws.mix(1234567 + step)).isEqualTo(6457827717110365317L);
    assertThat(Draws.mix(1234567 + 2 * step)).isEqualTo(3203168211198807973L);
    assertThat(Draws.mix(1234567 + 3 * step))
        .isEqualTo(Long.parseUnsignedLong("9817491932198370423"));
  }

  /** Changing these means a new generator version: every dataset's bytes change with them. */
  @Test
  void givesTheSameBitsOnEveryMachine() {
    assertThat(draws.bits(0, 0)).isEqualTo(-8488964075106602051L);
    assertThat(draws.bits(123_456_789_012L, 77)).isEqualTo(190484704385423712L);
    assertThat(Draws.of(-1, "élan").bits(5, 3)).isEqualTo(910897288684349321L);
  }

  @Test
  void givesOtherNumbersToOtherSeedsStreamsRowsAndIndices() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 10; seed++) {
      for (String stream : new String[] {"a", "b", "ab", "ba", ""}) {
        for (long row = 0; row < 10; row++) {
          for (int index = 0; index < 10; index++) {
            seen.add(Draws.of(seed, stream).bits(row, index));
          }
        }
      }
    }
    assertThat(seen).hasSize(5_000);
  }

  @Test
  void readsTheSameNumbersThroughACursor() {
    Draws.Cursor cursor = draws.cursor(1);
    cursor.nextBits();
    cursor.moveTo(9);
    assertThat(cursor.nextBits()).isEqualTo(draws.bits(9, 0));
    assertThat(cursor.nextUniform()).isEqualTo(draws.uniform(9, 1));
    assertThat(cursor.nextNormal()).isEqualTo(draws.normal(9, 2));
    assertThat(cursor.nextBelow(1_000)).isEqualTo((int) draws.below(9, 3, 1_000));
    assertThat(cursor.nextBelow(1L << 40)).isEqualTo(draws.below(9, 4, 1L << 40));
  }

  @Test
  void readsTheSameNormalsInOneGo() {
    double[] normals = new double[50];
    draws.normals(3, 50, normals);
    assertThat(normals)
        .containsExactly(IntStream.range(0, 50).mapToDouble(i -> draws.normal(3, i)).toArray());
  }

  @Test
  void drawsUniformly() {
    int[] counts = new int[10];
    for (int row = 0; row < SAMPLE; row++) {
      counts[(int) (10 * draws.uniform(row, 0))]++;
    }
    // Chi-square with 9 degrees of freedom stays below 27.9 with probability .999.
    assertThat(chiSquare(counts)).isLessThan(27.9);
  }

  @Test
  void drawsIntegersUniformlyUpToTheGreatestBound() {
    int[] counts = new int[7];
    for (int row = 0; row < SAMPLE; row++) {
      counts[(int) draws.below(row, 1, 7)]++;
    }
    // 6 degrees of freedom, probability .999.
    assertThat(chiSquare(counts)).isLessThan(22.5);
    long greatest =
        IntStream.range(0, 100).mapToLong(row -> draws.below(row, 2, 1L << 61)).max().getAsLong();
    assertThat(greatest).isBetween(1L << 60, (1L << 61) - 1);
  }

  @Test
  void drawsEveryOrderOfThreeNumbersEquallyOften() {
    int[] counts = new int[6];
    for (int row = 0; row < 60_000; row++) {
      int[] order = draws.cursor(row).nextPermutation(3);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
      counts[order[0] * 2 + (order[1] > order[2] ? 1 : 0)]++;
    }
    // 5 degrees of freedom, probability .999.
    assertThat(chiSquare(counts)).isLessThan(20.5);
  }

  @Test
  void doesNotCorrelateNeighbouringRowsOrIndices() {
    double rows = 0;
    double indices = 0;
    for (int row = 0; row < SAMPLE; row++) {
      rows += draws.normal(row, 0) * draws.normal(row + 1, 0);
      indices += draws.normal(row, 0) * draws.normal(row, 1);
    }
    // The mean of products of independent normals has a deviation of 1 / sqrt(n): five of them.
    assertThat(rows / SAMPLE).isCloseTo(0, within(0.011));
    assertThat(indices / SAMPLE).isCloseTo(0, within(0.011));
  }

  private static double chiSquare(int[] counts) {
    double expected = (double) Arrays.stream(counts).sum() / counts.length;
    return Arrays.stream(counts)
        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
        .sum();
  }
}
