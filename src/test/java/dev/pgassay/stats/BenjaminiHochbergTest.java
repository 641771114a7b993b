package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BenjaminiHochbergTest {
  @Test
  void findsTheFourOfTheFirstPaper() {
    // Benjamini and Hochberg, 1995, section 3.2: of these 15, Bonferroni finds three, theirs four.
    double[] pValues = {
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
      0.5719, 0.6528, 0.7590, 1.0000
    };
    boolean[] found = BenjaminiHochberg.discoveries(pValues, 0.05);
    assertThat(found).containsExactly(firstOf(4, 15));
  }

  @Test
  void keepsTheOrderOfTheTests() {
    assertThat(BenjaminiHochberg.discoveries(new double[] {0.9, 0.001, 0.5}, 0.05))
        .containsExactly(false, true, false);
  }

  @Test
  void findsAllWhereTheLargestPasses() {
    assertThat(BenjaminiHochberg.discoveries(new double[] {0.05, 0.049, 0.04}, 0.05))
        .containsExactly(true, true, true);
  }

  @Test
  void findsNothingAmongNone() {
    assertThat(BenjaminiHochberg.discoveries(new double[0], 0.05)).isEmpty();
  }

  private static boolean[] firstOf(int found, int all) {
    boolean[] expected = new boolean[all];
    Arrays.fill(expected, 0, found, true);
    return expected;
  }
}
