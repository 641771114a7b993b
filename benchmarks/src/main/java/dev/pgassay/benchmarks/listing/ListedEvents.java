package dev.pgassay.benchmarks.listing;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The events of a dataset in the order of their listings, computed from the generated rows without
 * the server. Immutable.
 */
final class ListedEvents {
  /** The columns that have one value in a listing. */
  private static final List<String> GROUPING = List.of("status", "city", "country", "event_type");

  private static final List<String> COLUMNS =
      Stream.concat(Stream.of("id", Listing.TIME), GROUPING.stream()).toList();

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::startsAtMicros).thenComparing(Event::id, RowIds.KEY_ORDER);

  private final List<Event> events;

  private ListedEvents(List<Event> events) {
    this.events = events;
  }

  /**
   * The values of an event that a listing uses.
   *
   * @param startsAtMicros since 1970
   * @param columns the values of {@link #GROUPING}; null for one that the event lacks
   */
  record Event(UUID id, long startsAtMicros, String[] columns) {}

  static ListedEvents read(DatasetGenerator dataset) {
    RowReader reader = RowReader.of(dataset, Table.EVENTS, COLUMNS);
    Map<String, String> texts = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (long row = 0; row < dataset.rows(Table.EVENTS); row++) {
      Object[] values = reader.read(row);
      String[] columns = new String[GROUPING.size()];
      for (int column = 0; column < columns.length; column++) {
        String text = (String) values[column + 2];
        // Keeps one object for each of the few different values.
        columns[column] = text == null ? null : texts.computeIfAbsent(text, it -> it);
      }
      events.add(new Event((UUID) values[0], (long) values[1], columns));
    }
    return new ListedEvents(events);
  }

  /** Returns the listings of a kind by their keys, each in order. */
  Map<List<String>, List<Event>> of(Listing listing) {
    Map<List<String>, List<Event>> listings = new HashMap<>();
    for (Event event : events) {
      List<String> key = new ArrayList<>();
      listing.columns().forEach(column -> key.add(event.columns()[GROUPING.indexOf(column)]));
      // SQL's null equals nothing, so such an event is in no listing.
      if (!key.contains(null)) {
        listings.computeIfAbsent(key, it -> new ArrayList<>()).add(event);
      }
    }
    listings.values().forEach(list -> list.sort(ORDER));
    return listings;
  }
}
