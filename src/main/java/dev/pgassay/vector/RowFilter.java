package dev.pgassay.vector;

/**
 * Tells which rows a search may return, by row number. Implementations must be thread-safe and must
 * always give the same answer for the same row.
 */
@FunctionalInterface
public interface RowFilter {
  /** Lets every row pass. */
  RowFilter ALL = row -> true;

  /**
   * Tells whether a row may be returned.
   *
   * @param row number of the row, from 0
   */
  boolean accepts(long row);
}
