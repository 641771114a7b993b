package dev.pgassay.benchmarks.text;

/** The state of the GIN index on the search vector of the events. */
enum GinIndex {
  /** The schema's own: fastupdate on and nothing pending, as after a load or a vacuum. */
  ON,
  /** Built with fastupdate off: an insert writes to the tree at once. */
  OFF,
  /** With fastupdate on and a list of pending entries that has its default maximum length. */
  PENDING,
  /** No index. */
  NONE;

  /** The name of the index in the schema. */
  static final String NAME = "events_search_vector_gin_idx";
}
