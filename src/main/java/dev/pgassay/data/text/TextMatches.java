package dev.pgassay.data.text;

import java.util.BitSet;

/**
 * What a query of text search must find among the events of a dataset.
 *
 * @param rows the events that match, by row number
 * @param ranked the first of them by falling rank, events of equal rank by rising key
 */
public record TextMatches(BitSet rows, long[] ranked) {
  /**
   * Returns how many events match.
   *
   * @return 0 or more
   */
  public int count() {
    return rows.cardinality();
  }
}
