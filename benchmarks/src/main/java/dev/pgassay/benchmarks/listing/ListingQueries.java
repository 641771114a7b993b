package dev.pgassay.benchmarks.listing;

import dev.pgassay.benchmarks.listing.ListedEvents.Event;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The queries of a kind of listing with the rows that each must return. Immutable.
 *
 * @param parameters in the order of the statement's question marks
 * @param expected the keys of the rows of each page, in order
 */
record ListingQueries(QueryParameters parameters, Answers expected) {
  private static final int QUERIES = 200;
  private static final UUID LEAST_ID = new UUID(0, 0);

  /**
   * Draws queries. The probability of a listing is proportional to its length, and the position in
   * it is uniform.
   *
   * @param listings of a kind, by their keys
   * @param page how a page is selected
   * @param depth the row of the listing, from 1, with which the page begins
   * @param random draws listings and positions
   * @return the queries; empty if no listing is long enough
   */
  static Optional<ListingQueries> draw(
      Map<List<String>, List<Event>> listings, Page page, int depth, SplittableRandom random) {
    int needed = depth - 1 + Page.ROWS;
    // A map has no order, and the same seed must draw the same queries.
    List<Map.Entry<List<String>, List<Event>>> candidates =
        listings.entrySet().stream()
            .filter(entry -> entry.getValue().size() >= needed)
            .sorted(Comparator.comparing(entry -> String.join("\n", entry.getKey())))
            .toList();
    if (candidates.isEmpty()) {
      return Optional.empty();
    }
    Drawn drawn = new Drawn(page, candidates.get(0).getKey().size());
    long rows = candidates.stream().mapToLong(entry -> entry.getValue().size()).sum();
    for (int query = 0; query < QUERIES; query++) {
      long row = random.nextLong(rows);
      int at = 0;
      while (row >= candidates.get(at).getValue().size()) {
        row -= candidates.get(at).getValue().size();
        at++;
      }
      List<Event> list = candidates.get(at).getValue();
      drawn.add(candidates.get(at).getKey(), list, depth, random.nextInt(list.size() - needed + 1));
    }
    return Optional.of(drawn.queries());
  }

  /** Collects queries. */
  private static final class Drawn {
    private final Page page;
    private final List<String[]> keys = new ArrayList<>();
    private final OffsetDateTime[] times = new OffsetDateTime[QUERIES];
    private final UUID[] ids = new UUID[QUERIES];
    private final Answers expected = new Answers(QUERIES, Page.ROWS);
    private int queries;

    Drawn(Page page, int columns) {
      this.page = page;
      for (int column = 0; column < columns; column++) {
        keys.add(new String[QUERIES]);
      }
    }

    void add(List<String> key, List<Event> listing, int depth, int entry) {
      int query = queries++;
      for (int column = 0; column < key.size(); column++) {
        keys.get(column)[query] = key.get(column);
      }
      // A page that begins at a time includes all events of that time.
      long from = listing.get(entry).startsAtMicros();
      int first = entry;
      while (first > 0 && listing.get(first - 1).startsAtMicros() == from) {
        first--;
      }
      int begin = first + depth - 1;
      times[query] = moment(page == Page.OFFSET ? from : timeBefore(listing, begin));
      ids[query] = begin == 0 ? LEAST_ID : listing.get(begin - 1).id();
      expect(query, listing.subList(begin, begin + Page.ROWS));
    }

    private static long timeBefore(List<Event> listing, int begin) {
      return begin == 0
          ? listing.get(0).startsAtMicros() - 1
          : listing.get(begin - 1).startsAtMicros();
    }

    private void expect(int query, List<Event> rows) {
      long[] halves = new long[2 * Page.ROWS];
      for (int row = 0; row < Page.ROWS; row++) {
        halves[2 * row] = rows.get(row).id().getMostSignificantBits();
        halves[2 * row + 1] = rows.get(row).id().getLeastSignificantBits();
      }
      expected.record(query, halves, Page.ROWS);
    }

    ListingQueries queries() {
      List<ParameterColumn> columns = new ArrayList<>();
      keys.forEach(values -> columns.add(new ParameterColumn.Texts(values)));
      columns.add(new ParameterColumn.Times(times));
      if (page == Page.KEYSET) {
        columns.add(new ParameterColumn.Uuids(ids));
      }
      return new ListingQueries(QueryParameters.columns(columns), expected);
    }

    private static OffsetDateTime moment(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
  }
}
