package dev.pgassay.benchmarks.text;

/** The GIN index on the search vector of the events, as a text search may find it. */
enum GinIndex {
  /** As the schema has it: fastupdate on, and nothing pending, as after a load or a vacuum. */
  ON,
  /** Built with fastupdate off: an insert goes into the tree at once. */
  OFF,
  /** With fastupdate on and a list of pending entries as long as it gets by default. */
  PENDING,
  /** There is none. */
  NONE;

  /** The name that the schema gives it. */
  static final String NAME = "events_search_vector_gin_idx";
}
