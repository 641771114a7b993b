package dev.pgassay.benchmarks.listing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a page of a listing is asked for. */
enum Page {
  /** By the number of rows before it, which the server reads and throws away. */
  OFFSET,
  /** By the last row of the page before it. */
  KEYSET;

  /** Rows of a page. */
  static final int ROWS = 20;

  static Page of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }

  static List<String> words() {
    return Arrays.stream(values()).map(page -> page.name().toLowerCase(Locale.ROOT)).toList();
  }
}
