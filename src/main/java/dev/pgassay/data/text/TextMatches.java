package dev.pgassay.data.text;

import java.util.BitSet;

/**
 * The correct answer to a text search among the events of a dataset.
 *
 * @param rows the events that match, by row number
 * @param ranked the first of them by falling rank, events of equal rank by rising key
 */
public record TextMatches(BitSet rows, long[] ranked) {
  /** Returns the number of matching events. */
  public int count() {
    return rows.cardinality();
  }
}
