package dev.pgassay.benchmarks.loop;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Measures how much the whole server writes to its write-ahead log in a period. The result belongs
 * to one operation only if nothing else writes. Not thread-safe.
 */
public final class WalMeter {
  private static final String INSERTED = "SELECT pg_current_wal_insert_lsn() - '0/0'";

  private final Connection connection;
  private long begunAtBytes;

  /**
   * @param connection to the server
   */
  public WalMeter(Connection connection) {
    this.connection = connection;
  }

  /**
   * Begins to measure.
   *
   * @throws SQLException as the driver threw it
   */
  public void begin() throws SQLException {
    begunAtBytes = insertedBytes();
  }

  /**
   * Returns the bytes that were written since the beginning.
   *
   * @throws SQLException as the driver threw it
   */
  public long bytes() throws SQLException {
    return insertedBytes() - begunAtBytes;
  }

  private long insertedBytes() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(INSERTED)) {
      row.next();
      return row.getLong(1);
    }
  }
}
