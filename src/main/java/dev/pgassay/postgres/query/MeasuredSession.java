package dev.pgassay.postgres.query;

import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.postgresql.PGConnection;
import org.postgresql.util.DriverInfo;

/**
 * A session in which something is measured: its settings are made, read back from the server, and
 * the plan that it really executes can be shown. Not thread-safe: one for each client.
 */
public final class MeasuredSession implements AutoCloseable {
  private static final String PREPARED =
      """
      SELECT name, generic_plans, custom_plans
      FROM pg_prepared_statements
      WHERE statement = ? AND NOT from_sql
      ORDER BY prepare_time DESC
      LIMIT 1
      """;

  /**
   * Takes a block of 4 MiB from the server's allocator and gives it back. glibc's returns memory at
   * the top of its heap to the system whenever more than a threshold is free, and the threshold
   * follows the largest block that was mapped and freed (mallopt(3), M_MMAP_THRESHOLD). Without
   * this it was luck whether a session had freed one: one that had not took and returned the memory
   * of every search anew, in four system calls and 28 page faults: 5 % of its time at ef_search 40.
   * The planner would make a constant of the block, and copy it, did the number of repetitions not
   * come out of a function that returns rows.
   */
  public static final String SETTLE_ALLOCATOR =
      "SELECT octet_length(repeat(repeat('x', 4096), n)) FROM generate_series(1024, 1024) AS n";

  /** The driver's name, as it gives it to the server's operators. */
  public static final String DRIVER_NAME = DriverInfo.DRIVER_NAME;

  /** The driver's version. */
  public static final String DRIVER_VERSION = DriverInfo.DRIVER_VERSION;

  /**
   * From its first execution a measured statement is prepared on the server, so that the explained
   * statement is the one that runs.
   */
  public static final int PREPARE_THRESHOLD = 1;

  private static final Set<String> ALWAYS_READ =
      Set.of("jit", "max_parallel_workers_per_gather", "plan_cache_mode");

  private static final String STATEMENT_TIMEOUT =
      "SELECT setting::bigint FROM pg_settings WHERE name = 'statement_timeout'";

  /** The server ends a statement in time, or it is gone. */
  private static final Duration TIMEOUT_GRACE = Duration.ofSeconds(10);

  private final Connection connection;
  private final Map<String, String> asked;

  private MeasuredSession(Connection connection, Map<String, String> asked) {
    this.connection = connection;
    this.asked = asked;
  }

  /**
   * Takes a connection and applies the settings. The session waits for an answer for {@code
   * statement_timeout}, and a little longer for the server to report the timeout.
   *
   * @param pool the pool that lends the connection
   * @param settings server settings by name; a setting of an extension is accepted with any value
   *     until the extension's library is loaded, so read it back with {@link #settings} after the
   *     first statement that uses the extension
   * @return the session
   * @throws DatabaseFailure if a setting is refused; the connection is given back
   */
  public static MeasuredSession open(ConnectionPool pool, Map<String, String> settings) {
    Connection connection = pool.take();
    try {
      connection.unwrap(PGConnection.class).setPrepareThreshold(PREPARE_THRESHOLD);
      Map<String, String> asked = new TreeMap<>();
      for (Map.Entry<String, String> setting : settings.entrySet()) {
        asked.put(setting.getKey(), set(connection, setting.getKey(), setting.getValue()));
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(SETTLE_ALLOCATOR);
      }
      limitAnswers(connection);
      return new MeasuredSession(connection, asked);
    } catch (SQLException e) {
      ConnectionPool.giveBack(connection);
      throw DatabaseFailure.of("cannot set up the measured session", e);
    }
  }

  private static void limitAnswers(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(STATEMENT_TIMEOUT)) {
      row.next();
      long millis = row.getLong(1);
      if (millis > 0) {
        long limit = Math.min(Integer.MAX_VALUE, millis + TIMEOUT_GRACE.toMillis());
        connection.setNetworkTimeout(Runnable::run, (int) limit);
      }
    }
  }

  /** Returns the connection, which is usable as long as this session is open. */
  public Connection connection() {
    return connection;
  }

  /** Whether the server or the network cut the connection, or an answer took too long. */
  public boolean isLost() {
    try {
      return connection.isClosed();
    } catch (SQLException ignored) {
      // A connection that cannot even say that it is open is of no use.
      return true;
    }
  }

  /** Returns the requested settings by name, in the server's own spelling. */
  public Map<String, String> asked() {
    return Map.copyOf(asked);
  }

  /**
   * Reads settings back from the server: those that were requested, and those that decide how any
   * statement is planned and executed.
   *
   * @throws DatabaseFailure if they cannot be read
   */
  public Map<String, String> settings() {
    Map<String, String> found = new TreeMap<>();
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT current_setting(?, true)")) {
      Set<String> names = new TreeSet<>(ALWAYS_READ);
      names.addAll(asked.keySet());
      for (String name : names) {
        statement.setString(1, name);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          found.put(name, String.valueOf(row.getString(1)));
        }
      }
      return found;
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot read the session's settings back", e);
    }
  }

  /**
   * Returns the server's warnings on a statement and on the session since they were last asked for.
   *
   * @param statement that was executed
   * @throws DatabaseFailure if the driver has lost the session
   */
  public List<String> takeWarnings(Statement statement) {
    List<String> texts = new ArrayList<>();
    try {
      for (SQLWarning w = statement.getWarnings(); w != null; w = w.getNextWarning()) {
        texts.add(w.getMessage());
      }
      for (SQLWarning w = connection.getWarnings(); w != null; w = w.getNextWarning()) {
        texts.add(w.getMessage());
      }
      statement.clearWarnings();
      connection.clearWarnings();
      return texts;
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot read the session's warnings", e);
    }
  }

  /**
   * Explains a statement that the driver has prepared on this session: {@code EXPLAIN EXECUTE} of
   * the server's own statement, so that the answer is the plan that its next execution has.
   *
   * @param sql the statement as it was given to the driver, with question marks
   * @param literals its parameters as SQL literals
   * @return the plan with the counts of generic and custom plans
   * @throws DatabaseFailure if the statement is not prepared on this session
   */
  public ExplainedPlan explain(String sql, List<String> literals) {
    return onPrepared(
        sql,
        row -> {
          String json = explainExecute("VERBOSE", row.getString(1), literals);
          return new ExplainedPlan(
              QueryPlan.parse(json), QueryPlan.queryId(json), row.getLong(2), row.getLong(3));
        });
  }

  /**
   * Executes a statement that the driver has prepared on this session once more, under {@code
   * EXPLAIN (ANALYZE, BUFFERS)}.
   *
   * @param sql the statement as it was given to the driver, with question marks
   * @param literals its parameters as SQL literals
   * @return the server's JSON, as it is
   * @throws DatabaseFailure if the statement is not prepared on this session
   */
  public String explainAnalyzed(String sql, List<String> literals) {
    return onPrepared(
        sql, row -> explainExecute("ANALYZE, BUFFERS, SETTINGS", row.getString(1), literals));
  }

  /**
   * Does work in a transaction that is always rolled back.
   *
   * @param doing the attempted action, in the form "cannot try the statement"
   * @throws DatabaseFailure if a statement of it fails
   */
  public <T> T rolledBack(String doing, Session.Question<T> question) {
    return Session.rolledBack(connection, doing, question);
  }

  /**
   * Returns the process of this session on the server, as in {@code pg_stat_activity}.
   *
   * @throws DatabaseFailure if the driver has lost the session
   */
  public int backendPid() {
    try {
      return connection.unwrap(PGConnection.class).getBackendPID();
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot tell the session's process", e);
    }
  }

  /**
   * Makes the server flush the counters of this session to its statistics at once. Needs PostgreSQL
   * 15 or later.
   *
   * @throws DatabaseFailure if it refuses
   */
  public void flushStatistics() {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_stat_force_next_flush()");
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot flush the session's statistics", e);
    }
  }

  @Override
  public void close() {
    ConnectionPool.giveBack(connection);
  }

  private <T> T onPrepared(String sql, Session.RowReader<T> reader) {
    try (PreparedStatement lookup = connection.prepareStatement(PREPARED)) {
      lookup.setString(1, new SqlScanner(sql).numbered());
      try (ResultSet row = lookup.executeQuery()) {
        if (!row.next()) {
          throw new SQLException("the driver has not prepared this statement on the server");
        }
        return reader.read(row);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot explain the measured statement", e);
    }
  }

  private String explainExecute(String options, String name, List<String> literals)
      throws SQLException {
    String arguments = literals.isEmpty() ? "" : "(" + String.join(", ", literals) + ")";
    String explain =
        "EXPLAIN (" + options + ", FORMAT JSON) EXECUTE " + Identifier.quote(name) + arguments;
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(explain)) {
      row.next();
      return row.getString(1);
    }
  }

  /** Returns the value in the server's own spelling, in which it is read back. */
  private static String set(Connection connection, String name, String value) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT set_config(?, ?, false)")) {
      statement.setString(1, name);
      statement.setString(2, value);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }
}
