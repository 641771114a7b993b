package dev.pgassay.runner.openloop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSearchTest {
  @Test
  void doublesUntilOneIsMissedAndThenComesNear() {
    List<Double> tried = search(100, 1_000);

    assertThat(tried).startsWith(100.0, 200.0, 400.0, 800.0, 1_600.0);
    RateSearch search = new RateSearch(100, 0);
    drive(search, 1_000);
    assertThat(search.highestHeld().orElseThrow()).isBetween(1_000 / 1.05, 1_000.0);
  }

  @Test
  void comesDownWhereTheFirstIsTooMuch() {
    assertThat(search(100, 30)).startsWith(100.0, 50.0, 25.0);
  }

  @Test
  void endsWhereNoRateHolds() {
    RateSearch search = new RateSearch(100, 20);

    assertThat(drive(search, 0)).containsExactly(100.0, 50.0, 25.0);
    assertThat(search.highestHeld()).isEmpty();
  }

  private static List<Double> search(double first, double capacity) {
    return drive(new RateSearch(first, 0), capacity);
  }

  private static List<Double> drive(RateSearch search, double capacity) {
    List<Double> tried = new ArrayList<>();
    while (search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      tried.add(rate);
      search.tried(rate, rate <= capacity);
    }
    return tried;
  }
}
