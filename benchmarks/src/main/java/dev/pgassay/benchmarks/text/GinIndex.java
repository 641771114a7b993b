package dev.pgassay.benchmarks.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

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

  static GinIndex of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(GinIndex::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
