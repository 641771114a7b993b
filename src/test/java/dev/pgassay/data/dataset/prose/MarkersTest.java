package dev.pgassay.data.dataset.prose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.data.dataset.random.Draws;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkersTest {
  private static final int ROWS = 1_000_000;
  private static final double DESCRIBED = 0.96;

  private final Markers markers = new Markers(DESCRIBED, 5);
  private final List<MarkerTerm> terms = markers.terms();

  @Test
  void thereAreTermsOfBothKindsForEveryShare() {
    assertThat(terms).hasSizeLessThanOrEqualTo(Long.SIZE);
    for (double share : new double[] {0.1, 0.01, 0.001, 0.0001}) {
      for (boolean topical : new boolean[] {false, true}) {
        assertThat(terms)
            .filteredOn(term -> term.share() == share && term.topical() == topical)
            .hasSizeGreaterThanOrEqualTo(2);
      }
    }
  }

  /** Counts within five standard deviations of their expectation. */
  @Test
  void everyTermHasItsShareOfTheRows() {
    int[] counts = new int[terms.size()];
    for (double[] points : occurrences()) {
      counts[(int) points[0]] = points.length - 1;
    }
    for (int i = 0; i < counts.length; i++) {
      double expected = terms.get(i).share() * ROWS;
      double margin = 5 * Math.sqrt(expected);
      assertThat((double) counts[i])
          .as(terms.get(i).term())
          .isBetween(expected - margin, expected + margin);
    }
  }

  @Test
  void topicalTermsKeepToNeighbouringTopics() {
    for (double[] points : occurrences()) {
      MarkerTerm term = terms.get((int) points[0]);
      double inBestWindow =
          densest(Arrays.copyOfRange(points, 1, points.length), term.share())
              / (points.length - 1.0);
      if (term.topical()) {
        assertThat(inBestWindow).as(term.term()).isBetween(0.65, 0.95);
      } else {
        assertThat(inBestWindow).as(term.term()).isLessThan(0.2);
      }
    }
  }

  /** Returns for each term its number and then the points of the rows that have it. */
  private double[][] occurrences() {
    double[][] points = new double[terms.size()][ROWS / 8];
    int[] counts = new int[terms.size()];
    for (int row = 0; row < ROWS; row++) {
      double point = (row + 0.5) / ROWS;
      double written = Draws.of(9, "written").uniform(row, 0);
      long present = written < DESCRIBED ? markers.of(row, point) : 0;
      for (long rest = present; rest != 0; rest &= rest - 1) {
        int term = Long.numberOfTrailingZeros(rest);
        points[term][counts[term]++] = point;
      }
    }
    double[][] result = new double[terms.size()][];
    for (int term = 0; term < result.length; term++) {
      result[term] = new double[counts[term] + 1];
      result[term][0] = term;
      System.arraycopy(points[term], 0, result[term], 1, counts[term]);
    }
    return result;
  }

  /** Returns how many of the sorted points a window of a width holds at most. */
  private static int densest(double[] points, double width) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < points.length; last++) {
      while (points[last] - points[first] > width) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
