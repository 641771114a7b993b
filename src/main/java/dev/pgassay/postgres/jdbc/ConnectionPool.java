package dev.pgassay.postgres.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The connections of a fork: a HikariCP pool of a fixed size, opened at once, so that no connection
 * is made while something is measured. Thread-safe.
 */
public final class ConnectionPool implements AutoCloseable {
  /** The wait for a server that is gone is no longer than a client's next attempt is worth. */
  private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

  /** SQLSTATE of a wait that was too long, as ODBC names it; HikariCP gives none. */
  public static final String TIMEOUT_STATE = "HYT00";

  private final ConnectionTarget target;
  private final HikariDataSource dataSource;

  private ConnectionPool(ConnectionTarget target, HikariDataSource dataSource) {
    this.target = target;
    this.dataSource = dataSource;
  }

  /**
   * Opens a pool.
   *
   * @param target how to enter
   * @param size the number of connections, at least 1
   * @return the pool with all its connections open
   * @throws DatabaseFailure if the server refuses
   */
  public static ConnectionPool open(ConnectionTarget target, int size) {
    return open(target, size, CONNECTION_TIMEOUT, Map.of());
  }

  /**
   * Opens a pool.
   *
   * @param target how to enter
   * @param size the number of connections, at least 1
   * @param longestWait how long a caller waits for a connection, at least 250 ms
   * @param settings server settings of every connection, by name
   * @return the pool with all its connections open
   * @throws DatabaseFailure if the server refuses
   */
  public static ConnectionPool open(
      ConnectionTarget target, int size, Duration longestWait, Map<String, String> settings) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("pgassay");
    config.setDataSource(Connections.dataSource(target, Map.of()));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(size);
    config.setConnectionTimeout(longestWait.toMillis());
    // A connection that is retired or probed in the middle would be measured as latency.
    config.setMaxLifetime(0);
    config.setIdleTimeout(0);
    config.setKeepaliveTime(0);
    if (!settings.isEmpty()) {
      config.setConnectionInitSql(initSql(settings));
    }
    try {
      return new ConnectionPool(target, new HikariDataSource(config));
    } catch (PoolInitializationException e) {
      throw e.getCause() instanceof SQLException cause
          ? DatabaseFailure.of("cannot connect to " + target.display(), cause)
          : e;
    }
  }

  private static String initSql(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(
            setting ->
                "set_config("
                    + Literal.quote(setting.getKey())
                    + ", "
                    + Literal.quote(setting.getValue())
                    + ", false)")
        .collect(Collectors.joining(", ", "SELECT ", ""));
  }

  /**
   * Takes a connection out of the pool; closing it gives it back.
   *
   * @return the connection, in autocommit mode
   * @throws DatabaseFailure if none is free in time
   */
  public Connection take() {
    try {
      return dataSource.getConnection();
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot take a connection to " + target.display(), e);
    }
  }

  /**
   * Takes a connection out of the pool for a caller that measures the wait.
   *
   * @return the connection, in autocommit mode; closing it gives it back
   * @throws SQLException with SQLSTATE HYT00, a timeout, if none was free in time
   */
  public Connection connection() throws SQLException {
    try {
      return dataSource.getConnection();
    } catch (SQLTransientConnectionException e) {
      throw new SQLTimeoutException(e.getMessage(), TIMEOUT_STATE, e);
    }
  }

  /**
   * Makes connections, all of which must be free, like new ones to whoever takes them next: their
   * settings and prepared statements are discarded. Their processes in the server continue.
   *
   * @throws DatabaseFailure if the server refuses
   */
  public void clear() {
    List<Connection> all = new ArrayList<>();
    try {
      while (all.size() < dataSource.getMaximumPoolSize()) {
        all.add(take());
      }
      for (Connection connection : all) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("DEALLOCATE ALL");
          statement.execute("RESET ALL");
        }
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot take back what was set on a connection", e);
    } finally {
      all.forEach(ConnectionPool::giveBack);
    }
  }

  /** Gives a connection back, whatever became of it. */
  public static void giveBack(Connection connection) {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // The pool makes another one if it is needed.
    }
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
