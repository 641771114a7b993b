package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NearestRowsTest {
  private record Offer(long row, double distance) {}

  @Test
  void keepsTheSameRowsInWhateverOrderTheyAreOffered() {
    long seed = 2_718;
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      int depth = 1 + random.nextInt(12);
      List<Offer> offers = new ArrayList<>();
      for (int row = 0; row < random.nextInt(60); row++) {
        offers.add(new Offer(row, random.nextInt(8))); // few distances, many ties
      }
      long[] expected =
          offers.stream()
              .sorted(Comparator.comparingDouble(Offer::distance).thenComparingLong(Offer::row))
              .limit(depth)
              .mapToLong(Offer::row)
              .toArray();
      Collections.shuffle(offers, random);
      NearestRows nearest = new NearestRows(depth);
      offers.forEach(offer -> nearest.offer(offer.row(), offer.distance(), 1));
      nearest.sort();
      assertThat(nearest.rows()).as("seed %d, round %d", seed, round).containsExactly(expected);
      assertThat(nearest.distances()).isSorted();
    }
  }

  @Test
  void raisesTheBarOnlyWhenFull() {
    NearestRows nearest = new NearestRows(2);
    nearest.offer(1, 5, 1);
    assertThat(nearest.bar()).isEqualTo(Double.POSITIVE_INFINITY);
    nearest.offer(2, 7, 1);
    assertThat(nearest.bar()).isEqualTo(7);
    nearest.offer(3, 6, 1);
    assertThat(nearest.bar()).isEqualTo(6);
    nearest.offer(4, 9, 1);
    assertThat(nearest.bar()).isEqualTo(6);
  }

  @Test
  void refusesDistancesThatAreNotNumbers() {
    NearestRows nearest = new NearestRows(2);
    nearest.offer(1, Double.NaN, 1);
    nearest.sort();
    assertThat(nearest.rows()).isEmpty();
    assertThat(nearest.largestMagnitude()).isZero();
  }

  @Test
  void knowsTheLargestMagnitudeOfTheRowsThatItKept() {
    NearestRows nearest = new NearestRows(2);
    nearest.offer(1, 9, 100);
    nearest.offer(2, 1, 3);
    nearest.offer(3, 2, 2);
    assertThat(nearest.largestMagnitude()).isEqualTo(3);
  }
}
