package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.prose.RowSink;

/**
 * Generates the rows of one table, in any order and as often as needed, each from its number alone.
 * Not thread-safe: one per worker. Allocates nothing after its buffers have grown.
 */
public interface RowGenerator {
  /**
   * Generates a row.
   *
   * @param row 0 to the number of the table's rows - 1
   * @param sink receives the columns, in the order declared by the generator for the table
   */
  void write(long row, RowSink sink);
}
