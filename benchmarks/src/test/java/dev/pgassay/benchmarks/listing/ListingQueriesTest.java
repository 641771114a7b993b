package dev.pgassay.benchmarks.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.listing.ListedEvents.Event;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListingQueriesTest {
  private static final long HOUR_MICROS = 3_600_000_000L;

  @Test
  void aPageBeginsBehindTheLastRowOfThePageBefore() {
    ListingQueries queries = draw(Page.KEYSET, 3, hours(23));

    // With 23 rows and pages of 20, a page that begins with the third row has one or two entries.
    assertThat(queries.parameters().literals(0).get(0)).isEqualTo("'published'");
    int first = (int) queries.expected().list(0).get(0).get(1).longValue();
    assertThat(first).isBetween(3, 4);
    assertThat(queries.expected().list(0)).hasSize(Page.ROWS);
    assertThat(queries.parameters().literals(0).get(1))
        .isEqualTo("'1970-01-01T0" + (first - 1) + ":00Z'");
    assertThat(queries.parameters().literals(0).get(2))
        .isEqualTo("'" + new UUID(0, first - 1) + "'");
  }

  @Test
  void whoEntersByATimeSeesAllThatBeginThen() {
    List<Event> together = new ArrayList<>();
    for (int id = 1; id <= Page.ROWS + 5; id++) {
      together.add(event(id, HOUR_MICROS));
    }

    ListingQueries queries = draw(Page.OFFSET, 1, together);

    for (int query = 0; query < queries.parameters().queries(); query++) {
      assertThat(queries.expected().list(query).get(0)).containsExactly(0L, 1L);
    }
  }

  @Test
  void thereIsNoQueryWhereNoListingIsLongEnough() {
    assertThat(
            ListingQueries.draw(
                Map.of(List.of("published"), hours(20)), Page.OFFSET, 2, new SplittableRandom(1)))
        .isEmpty();
  }

  @Test
  void listsTheGeneratedEventsInTheOrderOfTimeAndKey() {
    DatasetGenerator tiny =
        DatasetGenerator.of(new DatasetCatalog(Path.of("..", "datasets")).find("tiny"));

    Map<List<String>, List<Event>> listings = ListedEvents.read(tiny).of(Listing.STATUS);

    assertThat(listings.keySet()).hasSize(4);
    assertThat(listings.values().stream().mapToInt(List::size).sum()).isEqualTo(1000);
    for (List<Event> listing : listings.values()) {
      for (int i = 1; i < listing.size(); i++) {
        Event before = listing.get(i - 1);
        Event after = listing.get(i);
        assertThat(before.startsAtMicros()).isLessThanOrEqualTo(after.startsAtMicros());
        if (before.startsAtMicros() == after.startsAtMicros()) {
          // The text of a uuid is in the order of its bytes.
          assertThat(before.id().toString()).isLessThan(after.id().toString());
        }
      }
    }
  }

  private static ListingQueries draw(Page page, int depth, List<Event> listing) {
    return ListingQueries.draw(
            Map.of(List.of("published"), listing), page, depth, new SplittableRandom(1))
        .orElseThrow();
  }

  /** An event each hour, whose key is its number from 1. */
  private static List<Event> hours(int count) {
    List<Event> events = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      events.add(event(id, id * HOUR_MICROS));
    }
    return events;
  }

  private static Event event(int id, long startsAtMicros) {
    return new Event(new UUID(0, id), startsAtMicros, new String[4]);
  }
}
