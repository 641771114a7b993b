package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.postgres.jdbc.BinaryCopy;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Generates, encodes and copies ranges of rows over one connection. While the server processes what
 * was sent, the socket's buffers receive the next rows. Used by one thread at a time.
 */
final class CopyWorker implements AutoCloseable {
  /** Buffers beyond the processor's second-level cache gain nothing: 64 kB to 1 MB were equal. */
  private static final int BUFFER_BYTES = 256 * 1024;

  private static final int ROWS_BETWEEN_CHECKS = 256;

  private final OwnerSession session;
  private final LoadLedger ledger;
  private final AtomicBoolean stopped;
  private final BinaryCopyEncoder encoder = new BinaryCopyEncoder(BUFFER_BYTES);

  CopyWorker(OwnerSession session, LoadLedger ledger, AtomicBoolean stopped) {
    this.session = session;
    this.ledger = ledger;
    this.stopped = stopped;
  }

  /**
   * A table that several workers copy together.
   *
   * @param table the table
   * @param target its name in the database
   * @param columns generated columns
   * @param gaps hands out ranges
   * @param task is told about copied rows
   */
  record Assignment(
      Table table, QualifiedName target, List<String> columns, RowGaps gaps, Progress.Task task) {}

  /** Copies ranges until none is left. */
  void copy(Assignment assignment, RowGenerator generator) {
    for (RowRange range = assignment.gaps().take();
        range != null;
        range = assignment.gaps().take()) {
      RowRange current = range;
      session.transaction(
          "cannot copy " + range + " into " + assignment.target(),
          connection -> copy(connection, assignment, generator, current));
    }
  }

  void abort() {
    session.abort();
  }

  @Override
  public void close() {
    session.close();
  }

  private long copy(
      Connection connection, Assignment assignment, RowGenerator generator, RowRange range)
      throws SQLException {
    try (BinaryCopy copy =
        BinaryCopy.into(connection, assignment.target(), assignment.columns(), range.toString())) {
      encoder.begin(copy::write);
      generate(generator, range, assignment.task());
      encoder.end();
      long rows = copy.finish();
      if (rows != range.rows()) {
        throw new IllegalStateException("the server took " + rows + " rows of " + range);
      }
    }
    ledger.addRange(connection, assignment.table(), range);
    return range.rows();
  }

  private void generate(RowGenerator generator, RowRange range, Progress.Task task) {
    long row = range.firstRow();
    while (row < range.end()) {
      if (stopped.get()) {
        throw new CancellationException("copying was stopped");
      }
      long until = Math.min(range.end(), row + ROWS_BETWEEN_CHECKS);
      long rows = until - row;
      while (row < until) {
        generator.write(row++, encoder);
      }
      task.advance(rows);
    }
  }
}
