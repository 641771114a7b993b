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

  /** Appends this range to ordered ranges, joined with the last one if it directly follows it. */
  void appendTo(List<RowRange> ranges) {
    int last = ranges.size() - 1;
    if (last >= 0 && ranges.get(last).end() == firstRow) {
      RowRange before = ranges.get(last);
      ranges.set(last, new RowRange(before.firstRow(), before.rows() + rows));
    } else {
      ranges.add(this);
    }
  }
}
