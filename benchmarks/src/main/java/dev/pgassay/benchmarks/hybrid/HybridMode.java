package dev.pgassay.benchmarks.hybrid;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** By what events are found. */
enum HybridMode {
  /** By the words of the query, ranked by ts_rank. */
  TEXT,
  /** By the distance to the query's vector. */
  VECTOR,
  /** By both, fused by their reciprocal ranks. */
  HYBRID;

  static HybridMode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(mode -> mode.name().toLowerCase(Locale.ROOT)).toList();
  }
}
