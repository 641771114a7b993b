package dev.pgassay.data.load;

import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a table that are still missing. They are handed out in ranges that become smaller
 * towards the end, so that workers finish together. Thread-safe.
 */
final class RowGaps {
  private final List<RowRange> gaps;
  private final long mostRows;
  private final int workers;
  private long left;
  private int gap;
  private long taken;

  private RowGaps(List<RowRange> gaps, long mostRows, int workers) {
    this.gaps = gaps;
    this.mostRows = mostRows;
    this.workers = workers;
    this.left = gaps.stream().mapToLong(RowRange::rows).sum();
  }

  /**
   * Finds the missing rows.
   *
   * @param rows the size of the table
   * @param present the existing ranges, ordered by their first row, without an overlap
   * @param mostRows the most rows of a range
   * @param workers number of workers
   */
  static RowGaps between(long rows, Iterable<RowRange> present, long mostRows, int workers) {
    List<RowRange> gaps = new ArrayList<>();
    long next = 0;
    for (RowRange range : present) {
      if (range.firstRow() < next || range.end() > rows) {
        throw new IllegalArgumentException(
            range + " overlap others or lie beyond the " + rows + " rows of the table");
      }
      if (range.firstRow() > next) {
        gaps.add(new RowRange(next, range.firstRow() - next));
      }
      next = range.end();
    }
    if (next < rows) {
      gaps.add(new RowRange(next, rows - next));
    }
    return new RowGaps(gaps, mostRows, workers);
  }

  /** Returns the number of rows that nobody has taken yet. */
  synchronized long left() {
    return left;
  }

  /** Takes the next range; null if none is left. */
  synchronized RowRange take() {
    if (left == 0) {
      return null;
    }
    RowRange current = gaps.get(gap);
    long first = current.firstRow() + taken;
    long rows = Math.min(fairShare(), current.end() - first);
    left -= rows;
    taken += rows;
    if (taken == current.rows()) {
      gap++;
      taken = 0;
    }
    return new RowRange(first, rows);
  }

  /** Half of each worker's share, so that a slow worker delays the others only a little. */
  private long fairShare() {
    long least = Math.max(1, mostRows / 8);
    return Math.min(mostRows, Math.max(least, left / (2L * workers)));
  }
}
