package dev.pgassay.benchmarks.bulkload;

import java.sql.SQLException;

/** Loads all rows into the table, within the transaction of its connection. Not thread-safe. */
interface RowLoading extends AutoCloseable {
  /** Returns how many rows were loaded. */
  long load() throws SQLException;

  @Override
  void close() throws SQLException;
}
