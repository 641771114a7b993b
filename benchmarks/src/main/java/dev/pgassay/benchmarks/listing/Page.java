package dev.pgassay.benchmarks.listing;

/** How a page of a listing is asked for. */
enum Page {
  /** Skips the rows before the page, which the server reads and discards. */
  OFFSET,
  /** By the last row of the page before it. */
  KEYSET;

  /** Rows of a page. */
  static final int ROWS = 20;
}
