package dev.pgassay.data.load;

import java.util.List;

/**
 * Consecutive rows of a table. Immutable.
 *
 * @param firstRow number of the first row, from 0
 * @param rows number of rows, at least 1
 */
record RowRange(long firstRow, long rows) {
  RowRange {
    if (firstRow < 0 || rows < 1) {
      throw new IllegalArgumentException(
          "a range has at least one row from 0 on: " + firstRow + ", " + rows + " rows");
    }
  }

  long end() {
    return firstRow + rows;
  }

  @Override
  public String toString() {
    return "rows " + firstRow + " to " + (end() - 1);
  }

  /** Adds a range at the end of a list, or to the last one where it follows that without a gap. */
  static void append(List<RowRange> ranges, RowRange next) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).end() == next.firstRow()) {
      RowRange before = ranges.get(last);
      ranges.set(last, new RowRange(before.firstRow(), before.rows() + next.rows()));
    } else {
      ranges.add(next);
    }
  }
}
