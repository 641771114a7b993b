package dev.pgassay.benchmarks.listing;

import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.dataset.RowReader;
import dev.pgassay.dataset.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The events of a dataset in the order of their listings, made from the generated rows and so
 * without the server. Immutable.
 */
final class ListedEvents {
  private static final List<String> COLUMNS =
      List.of("id", Listing.TIME, "status", "city", "country", "event_type");

  /** As PostgreSQL compares uuids: by their bytes, which have no sign. */
  private static final Comparator<UUID> BY_BYTES =
      Comparator.comparing(UUID::getMostSignificantBits, Long::compareUnsigned)
          .thenComparing(UUID::getLeastSignificantBits, Long::compareUnsigned);

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::startsAtMicros).thenComparing(Event::id, BY_BYTES);

  private final List<Event> events;

  private ListedEvents(List<Event> events) {
    this.events = events;
  }

  /**
   * What a listing needs of an event.
   *
   * @param startsAtMicros since 1970
   * @param columns the values of the columns of listings; null for one that the event lacks
   */
  record Event(UUID id, long startsAtMicros, Map<String, String> columns) {}

  static ListedEvents read(DatasetGenerator dataset) {
    RowReader reader = RowReader.of(dataset, Table.EVENTS, COLUMNS);
    Map<String, String> texts = new HashMap<>();
    List<Event> events = new ArrayList<>();
    for (long row = 0; row < dataset.rows(Table.EVENTS); row++) {
      Object[] values = reader.read(row);
      Map<String, String> columns = new HashMap<>();
      for (int column = 2; column < values.length; column++) {
        String text = (String) values[column];
        // One object for each of the few values that there are.
        columns.put(
            COLUMNS.get(column), text == null ? null : texts.computeIfAbsent(text, it -> it));
      }
      events.add(new Event((UUID) values[0], (long) values[1], columns));
    }
    return new ListedEvents(events);
  }

  /** The listings of a kind by their keys, each in its order. */
  Map<List<String>, List<Event>> of(Listing listing) {
    Map<List<String>, List<Event>> listings = new HashMap<>();
    for (Event event : events) {
      List<String> key = new ArrayList<>();
      listing.columns().forEach(column -> key.add(event.columns().get(column)));
      // A null equals nothing: such an event is in no listing.
      if (!key.contains(null)) {
        listings.computeIfAbsent(key, it -> new ArrayList<>()).add(event);
      }
    }
    listings.values().forEach(list -> list.sort(ORDER));
    return listings;
  }
}
