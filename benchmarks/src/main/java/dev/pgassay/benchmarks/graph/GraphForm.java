package dev.pgassay.benchmarks.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a question is put. */
enum GraphForm {
  /** AGE's Cypher, on the graph. */
  CYPHER,
  /** SQL with a join for each step, on the tables. */
  JOINS,
  /** A recursive query in SQL, on the tables. */
  RECURSIVE;

  static GraphForm of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(form -> form.name().toLowerCase(Locale.ROOT)).toList();
  }
}
