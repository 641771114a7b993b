package dev.pgassay.benchmarks.join;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import dev.pgassay.postgres.query.RowDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * The queries of a page with the rows that each must return, computed from the generated rows
 * without the server. Immutable.
 *
 * @param parameters in the order of the statement's question marks
 * @param expected the rows of each page, in order
 */
record JoinQueries(QueryParameters parameters, Answers expected) {
  /** Rows of a page. */
  static final int ROWS = 20;

  private static final int ENTITIES = 200;
  private static final int QUARTERS = 12;
  private static final int MONTHS = 3;
  private static final LocalDate FIRST_QUARTER = LocalDate.of(2023, 10, 1);

  /**
   * Makes the queries of a page.
   *
   * @param dataset the loaded dataset
   * @param page the page
   * @param random draws the entity of each page
   */
  static JoinQueries of(DatasetGenerator dataset, JoinPage page, SplittableRandom random) {
    return page == JoinPage.COUNTS ? counts(dataset, page) : pages(dataset, page, random);
  }

  /** Draws members in proportion to the events in which they take part. */
  private static JoinQueries pages(
      DatasetGenerator dataset, JoinPage page, SplittableRandom random) {
    RowReader links = RowReader.of(dataset, page.links(), List.of("event_id", page.entity()));
    Set<UUID> asked = new LinkedHashSet<>();
    for (int i = 0; i < ENTITIES; i++) {
      asked.add((UUID) links.read(random.nextLong(dataset.rows(page.links())))[1]);
    }
    Map<UUID, List<Listed>> listed = new HashMap<>();
    asked.forEach(entity -> listed.put(entity, new ArrayList<>()));
    RowIds ids = dataset.ids(Table.EVENTS);
    RowReader events = RowReader.of(dataset, Table.EVENTS, List.of("starts_at"));
    for (long link = 0; link < dataset.rows(page.links()); link++) {
      Object[] ends = links.read(link);
      List<Listed> list = listed.get((UUID) ends[1]);
      if (list != null) {
        UUID event = (UUID) ends[0];
        list.add(new Listed(event, (long) events.read(row(ids, event))[0]));
      }
    }
    UUID[] entities = asked.toArray(UUID[]::new);
    Answers expected = new Answers(entities.length, ROWS);
    for (int query = 0; query < entities.length; query++) {
      List<Listed> list = listed.get(entities[query]);
      list.sort(
          Comparator.comparingLong(Listed::startsAtMicros)
              .reversed()
              .thenComparing(Listed::event, RowIds.KEY_ORDER));
      expect(expected, query, list.stream().limit(ROWS).map(Listed::halves).toList());
    }
    return new JoinQueries(
        QueryParameters.columns(List.of(new ParameterColumn.Uuids(entities))), expected);
  }

  private record Listed(UUID event, long startsAtMicros) {
    long[] halves() {
      return new long[] {event.getMostSignificantBits(), event.getLeastSignificantBits()};
    }
  }

  private static JoinQueries counts(DatasetGenerator dataset, JoinPage page) {
    long[] startsAt = new long[Math.toIntExact(dataset.rows(Table.EVENTS))];
    RowReader events = RowReader.of(dataset, Table.EVENTS, List.of("starts_at"));
    for (int event = 0; event < startsAt.length; event++) {
      startsAt[event] = (long) events.read(event)[0];
    }
    List<Map<Cell, Long>> counts = new ArrayList<>();
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      counts.add(new HashMap<>());
    }
    RowIds ids = dataset.ids(Table.EVENTS);
    RowReader links = RowReader.of(dataset, page.links(), List.of("event_id", page.entity()));
    YearMonth first = YearMonth.from(FIRST_QUARTER);
    for (long link = 0; link < dataset.rows(page.links()); link++) {
      Object[] ends = links.read(link);
      YearMonth month = YearMonth.from(moment(startsAt[Math.toIntExact(row(ids, (UUID) ends[0]))]));
      long since = first.until(month, ChronoUnit.MONTHS);
      if (since >= 0 && since < (long) QUARTERS * MONTHS) {
        counts.get((int) since / MONTHS).merge(new Cell((UUID) ends[1], month), 1L, Long::sum);
      }
    }
    return counts(counts);
  }

  private static JoinQueries counts(List<Map<Cell, Long>> counts) {
    OffsetDateTime[] from = new OffsetDateTime[QUARTERS];
    OffsetDateTime[] until = new OffsetDateTime[QUARTERS];
    Answers expected = new Answers(QUARTERS, ROWS);
    for (int quarter = 0; quarter < QUARTERS; quarter++) {
      from[quarter] =
          FIRST_QUARTER.plusMonths((long) quarter * MONTHS).atStartOfDay().atOffset(ZoneOffset.UTC);
      until[quarter] = from[quarter].plusMonths(MONTHS);
      expect(
          expected,
          quarter,
          counts.get(quarter).entrySet().stream()
              .sorted(
                  Map.Entry.<Cell, Long>comparingByValue()
                      .reversed()
                      .thenComparing(entry -> entry.getKey().topic(), RowIds.KEY_ORDER)
                      .thenComparing(entry -> entry.getKey().month()))
              .limit(ROWS)
              .map(JoinQueries::digest)
              .toList());
    }
    return new JoinQueries(
        QueryParameters.columns(
            List.of(new ParameterColumn.Times(from), new ParameterColumn.Times(until))),
        expected);
  }

  private record Cell(UUID topic, YearMonth month) {}

  private static long[] digest(Map.Entry<Cell, Long> entry) {
    return RowDigest.of(
        entry.getKey().topic().toString(),
        entry.getKey().month().toString(),
        entry.getValue().toString());
  }

  private static void expect(Answers expected, int query, List<long[]> rows) {
    long[] answer = new long[2 * ROWS];
    for (int row = 0; row < rows.size(); row++) {
      answer[2 * row] = rows.get(row)[0];
      answer[2 * row + 1] = rows.get(row)[1];
    }
    expected.record(query, answer, rows.size());
  }

  private static long row(RowIds ids, UUID event) {
    return ids.rowOf(event.getMostSignificantBits(), event.getLeastSignificantBits());
  }

  private static OffsetDateTime moment(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }
}
