package dev.pgassay.vector;

import dev.pgassay.progress.Progress;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Distributes the qualifying rows of a source to several workers, in full blocks even if few rows
 * qualify. A product with a handful of rows would cost as much as one with hundreds. Thread-safe.
 */
final class BlockReader {
  /** Rows that are copied at once into a block that already has rows. */
  private static final int SCRATCH_ROWS = 32;

  private final VectorSource source;
  private final RowFilter filter;
  private final int stretch;
  private final Progress.Task task;
  private final AtomicLong next = new AtomicLong();

  /**
   * Starts at the first row.
   *
   * @param stretch how many consecutive row numbers a worker takes at once
   * @param task advanced by every row number, qualifying or not
   */
  BlockReader(VectorSource source, RowFilter filter, int stretch, Progress.Task task) {
    this.source = source;
    this.filter = filter;
    this.stretch = stretch;
    this.task = task;
  }

  /** The row numbers that one worker has taken and not used yet. Not thread-safe. */
  final class Cursor {
    private final float[] scratch = new float[SCRATCH_ROWS * source.dimensions()];
    private long row;
    private long end;

    /** Fills a block; returns whether there was a row for it. */
    boolean fill(Block block) {
      block.clear();
      while (block.room() > 0 && (row < end || takeStretch())) {
        skipRejectedRows();
        int run =
            acceptedRun(block.size() == 0 ? block.room() : Math.min(block.room(), SCRATCH_ROWS));
        if (run > 0) {
          block.add(source, row, run, scratch);
          row += run;
        }
      }
      return block.size() > 0;
    }

    private boolean takeStretch() {
      row = Math.min(next.getAndAdd(stretch), source.size());
      end = Math.min(row + stretch, source.size());
      task.advance(end - row);
      return row < end;
    }

    private void skipRejectedRows() {
      while (row < end && !filter.accepts(row)) {
        row++;
      }
    }

    private int acceptedRun(int most) {
      int run = 0;
      while (run < most && row + run < end && filter.accepts(row + run)) {
        run++;
      }
      return run;
    }
  }
}
