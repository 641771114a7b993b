package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.loop.WalMeter;
import dev.pgassay.measure.client.ClientOperation;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Measure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One load of all rows in one transaction, with its commit. The table is emptied outside of the
 * timed part. Not thread-safe.
 */
final class BulkLoadOperation implements ClientOperation {
  private static final double BYTES_PER_KIBIBYTE = 1024;

  private final Connection connection;
  private final QualifiedName table;
  private final int rows;
  private final RowLoading loading;
  private final WalMeter wal;
  private long loads;
  private long nanos;
  private long walBytes;
  private long lastNanos;

  BulkLoadOperation(MeasuredSession session, QualifiedName table, int rows, RowLoading loading) {
    this.connection = session.connection();
    this.table = table;
    this.rows = rows;
    this.loading = loading;
    this.wal = new WalMeter(connection);
  }

  /** The link tables, which refer to the events, are empty too. */
  @Override
  public void before(int query) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + table.quoted() + " CASCADE");
    }
    wal.begin();
  }

  @Override
  public int execute(int query, long[] answer) throws SQLException {
    long begin = System.nanoTime();
    connection.setAutoCommit(false);
    long loaded = loading.load();
    connection.commit();
    connection.setAutoCommit(true);
    lastNanos = System.nanoTime() - begin;
    return Math.toIntExact(loaded);
  }

  @Override
  public void after(int query) throws SQLException {
    walBytes += wal.bytes();
    nanos += lastNanos;
    loads++;
  }

  @Override
  public void failed(int query) throws SQLException {
    if (!connection.getAutoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  /** Forgets the loads of the gate, which do not count. */
  void forget() {
    loads = 0;
    nanos = 0;
    walBytes = 0;
  }

  @Override
  public Optional<Explained> explained() {
    return Optional.empty();
  }

  @Override
  public List<Measure> measures() {
    if (loads == 0) {
      return List.of();
    }
    double loaded = (double) loads * rows;
    return List.of(
        new Measure("rows/s", "", loaded * TimeUnit.SECONDS.toNanos(1) / nanos),
        new Measure("WAL/row", "KiB", walBytes / loaded / BYTES_PER_KIBIBYTE));
  }

  @Override
  public void close() throws SQLException {
    loading.close();
  }
}
