package dev.pgassay.vector;

/**
 * Tells which rows a search may return, by row number. Must be thread-safe and must answer the same
 * for the same row every time.
 */
@FunctionalInterface
public interface RowFilter {
  /** Lets every row pass. */
  RowFilter ALL = row -> true;

  /**
   * Tells whether a row may be returned.
   *
   * @param row number of the row, from 0
   * @return whether it qualifies
   */
  boolean accepts(long row);
}
