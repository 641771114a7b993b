package dev.pgassay.benchmarks.listing;

/** How a page of a listing is selected. */
enum Page {
  /** Skips the rows before the page, which the server reads and discards. */
  OFFSET,
  /** Uses the last row of the previous page. */
  KEYSET;

  /** Rows of a page. */
  static final int ROWS = 20;
}
