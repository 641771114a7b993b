package dev.pgassay.benchmarks.listing;

import java.util.List;

/** A list of events in the order of time, for one value of each of a few columns. */
enum Listing {
  /** The events in one status. */
  STATUS("status"),
  /** The events in one city. */
  CITY("city"),
  /** The events of one type in one city. */
  PLACE_AND_TYPE("country", "city", "event_type"),
  /** The events of one type in one status. */
  TYPE_AND_STATUS("event_type", "status");

  /** The column that orders every listing, followed by the key for events that begin together. */
  static final String TIME = "starts_at";

  private final List<String> columns;

  Listing(String... columns) {
    this.columns = List.of(columns);
  }

  /** The columns that have one value each. */
  List<String> columns() {
    return columns;
  }
}
