package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.prose.RowSink;

/**
 * Generates the rows of one table, in any order and as often as wanted: a row follows from its
 * number alone. Not thread-safe: one per worker. Allocates nothing once its buffers have grown.
 */
public interface RowGenerator {
  /**
   * Generates a row and hands its columns to the sink, in the order that the generator declares for
   * the table.
   *
   * @param row 0 to the number of the table's rows - 1
   * @param sink receives the columns
   */
  void write(long row, RowSink sink);
}
