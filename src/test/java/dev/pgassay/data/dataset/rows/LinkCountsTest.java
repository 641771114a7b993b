package dev.pgassay.data.dataset.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.data.dataset.rows.LinkCounts.Shape;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkCountsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 2.5, 0",
    "7, 0.1, 0",
    "1023, 2.5, 0",
    "1024, 2.5, 0",
    "1025, 1, 1",
    "3000, 0.1, 0",
    "3000, 20, 0",
    "5000, 1.8, 1"
  })
  void everyLinkHasItsEventAndPosition(long events, double mean, int least) {
    LinkCounts counts =
        new LinkCounts(new EventSizes(events, 1, "test"), new Shape(mean, 0.55, 0, least, 250));
    Map<Long, Set<Integer>> positions = new HashMap<>();
    for (long link = 0; link < counts.total(); link++) {
      long event = counts.eventOf(link);
      assertThat(event).isBetween(0L, events - 1);
      positions.computeIfAbsent(event, key -> new HashSet<>()).add(counts.positionOf(link));
    }

    long links = 0;
    for (long event = 0; event < events; event++) {
      int count = counts.countOf(event);
      Set<Integer> taken = positions.getOrDefault(event, Set.of());
      assertThat(count).isBetween(least, 250);
      assertThat(taken).hasSize(count).allMatch(position -> position >= 0 && position < count);
      links += count;
    }
    assertThat(links).isEqualTo(counts.total());
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0", "1, 1", "1.6, 0", "2.5, 0", "20, 0"})
  void meetsTheMean(double mean, int least) {
    LinkCounts counts =
        new LinkCounts(new EventSizes(10_240, 1, "test"), new Shape(mean, 0.55, 0, least, 250));
    assertThat(counts.total() / 10_240.0).isCloseTo(mean, within(0.002));
  }

  @Test
  void fewEventsHaveManyLinks() {
    EventSizes sizes = new EventSizes(1024, 1, "test");
    LinkCounts counts = new LinkCounts(sizes, new Shape(2.5, 0.55, 0.1, 0, 250));
    int largest = 0;
    int modest = 0;
    int none = 0;
    for (long event = 0; event < 1024; event++) {
      largest = Math.max(largest, counts.countOf(event));
      modest += counts.countOf(event) <= 2 ? 1 : 0;
      none += counts.countOf(event) == 0 ? 1 : 0;
    }
    assertThat(largest).isGreaterThan(50);
    assertThat(modest).isGreaterThan(650);
    assertThat(none).isEqualTo(102); // a tenth of a block
  }

  @Test
  void stopsAtTheMost() {
    LinkCounts counts =
        new LinkCounts(new EventSizes(100, 1, "test"), new Shape(20, 0.55, 0, 0, 16));
    assertThat(counts.total()).isEqualTo(1600);
  }

  @Test
  void refusesAnEmptyRange() {
    assertThatThrownBy(() -> new Shape(1, 0.5, 0, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("links from 2 to 1");
  }
}
