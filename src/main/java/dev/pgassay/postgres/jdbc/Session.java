package dev.pgassay.postgres.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * A connection for administration: statements that run once, whose failures become {@link
 * DatabaseFailure}s that name the attempted action. No measured statement uses it. Not thread-safe.
 */
public final class Session implements AutoCloseable {
  /** PostgreSQL writes 15.4 as 150004. */
  private static final int OF_MAJOR_VERSION = 10_000;

  private static final String SCRAM = "scram-sha-256";

  private final ConnectionTarget target;
  private final Connection connection;

  private Session(ConnectionTarget target, Connection connection) {
    this.target = target;
    this.connection = connection;
  }

  /** Work on an open connection. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does the work.
     *
     * @throws SQLException when a statement fails
     */
    void run() throws SQLException;
  }

  /** Finds something out on an open connection. */
  @FunctionalInterface
  public interface Question<T> {
    /**
     * Finds it out.
     *
     * @return the answer
     * @throws SQLException when a statement fails
     */
    T answer() throws SQLException;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface RowReader<T> {
    /**
     * Reads the current row.
     *
     * @param row the result set, positioned on the row
     * @return the value of the row
     * @throws SQLException when a column cannot be read
     */
    T read(ResultSet row) throws SQLException;
  }

  /**
   * Opens a session.
   *
   * @param target the database and the role
   * @return the session in autocommit mode
   * @throws DatabaseFailure when the server cannot be reached or refuses
   */
  public static Session open(ConnectionTarget target) {
    return new Session(target, Connections.open(target));
  }

  /**
   * Opens a session that does not wait long for an answer.
   *
   * @param target the database and the role
   * @param answerTimeout how long an answer may take, in whole seconds, at least one; then the
   *     session is lost and the statement fails
   * @return the session in autocommit mode
   * @throws DatabaseFailure when the server cannot be reached or refuses
   */
  public static Session open(ConnectionTarget target, Duration answerTimeout) {
    Map<String, String> properties =
        Map.of("socketTimeout", Long.toString(answerTimeout.toSeconds()));
    return new Session(target, Connections.open(target, properties));
  }

  /** Returns the database and the role of the session. */
  public ConnectionTarget target() {
    return target;
  }

  /** Returns the connection itself, which is closed with this session. */
  public Connection connection() {
    return connection;
  }

  /**
   * Runs a statement, or several with semicolons between them.
   *
   * @param doing the attempted action, in the form "cannot create the roles"
   * @param sql the statement
   */
  public void execute(String doing, String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /**
   * Sets a role's password. The server gets a SCRAM verifier (RFC 5803) that is made here, so that
   * no statement contains the password, which logs and pg_stat_statements would keep.
   *
   * @param doing the attempted action, in the form "cannot set the password of pgassay_owner"
   * @param role the name of the role, without quotes
   * @param password the new password
   */
  public void setPassword(String doing, String role, Secret password) {
    char[] characters = password.reveal().toCharArray();
    try {
      // The driver wipes the array.
      connection.unwrap(PGConnection.class).alterUserPassword(role, characters, SCRAM);
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /**
   * Runs a statement with bound values.
   *
   * @param doing the attempted action, in the form "cannot record the step"
   * @param sql the statement with question marks
   * @param values one for each question mark
   * @return the number of rows that it changed
   */
  public int update(String doing, String sql, Object... values) {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /**
   * Reads all rows of a query.
   *
   * @param doing the attempted action, in the form "cannot list the databases"
   * @param reader reads a row
   * @param sql the query with question marks
   * @param values one for each question mark
   * @param <T> the type of a row's value
   * @return one element for each row, in the query's order
   */
  public <T> List<T> rows(String doing, RowReader<T> reader, String sql, Object... values) {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet result = statement.executeQuery()) {
      List<T> rows = new ArrayList<>();
      while (result.next()) {
        rows.add(reader.read(result));
      }
      return rows;
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /**
   * Reads the first column of the first row as text.
   *
   * @param doing the attempted action, in the form "cannot read the version"
   * @param sql the query with question marks
   * @param values one for each question mark
   * @return the text; empty if there is no row or it is null
   */
  public Optional<String> text(String doing, String sql, Object... values) {
    List<Optional<String>> rows =
        rows(doing, row -> Optional.ofNullable(row.getString(1)), sql, values);
    return rows.isEmpty() ? Optional.empty() : rows.get(0);
  }

  /**
   * Reads the server's major version.
   *
   * @return such as 15
   */
  public int serverMajorVersion() {
    String number =
        text("cannot read the server's version", "SHOW server_version_num").orElseThrow();
    return Integer.parseInt(number) / OF_MAJOR_VERSION;
  }

  /**
   * Asks a question that is answered by a boolean.
   *
   * @param doing the attempted action, in the form "cannot look for the schema"
   * @param sql the query with question marks
   * @param values one for each question mark
   * @return the answer; false if there is no row or it is null
   */
  public boolean holds(String doing, String sql, Object... values) {
    return text(doing, sql, values).filter(answer -> answer.equals("t")).isPresent();
  }

  /**
   * Does work in one transaction, which is rolled back if anything is thrown.
   *
   * @param doing the attempted action, in the form "cannot create the schema"
   * @param work the work, on this session
   */
  public void inTransaction(String doing, Work work) {
    transaction(
        doing,
        () -> {
          work.run();
          return null;
        });
  }

  /** Does work in one transaction, as {@link #inTransaction}, and returns its result. */
  public <T> T transaction(String doing, Question<T> work) {
    return rolledBack(
        doing,
        () -> {
          T result = work.answer();
          connection.commit();
          return result;
        });
  }

  /**
   * Does work in a transaction that is always rolled back.
   *
   * @param doing the attempted action, in the form "cannot try the statement"
   * @param question the work, on this session
   * @param <T> the type of the answer
   * @return the answer
   */
  public <T> T rolledBack(String doing, Question<T> question) {
    return rolledBack(connection, doing, question);
  }

  public static <T> T rolledBack(Connection connection, String doing, Question<T> question) {
    try {
      connection.setAutoCommit(false);
      try {
        return question.answer();
      } finally {
        rollBack(connection);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /** Rolls back the open transaction; after a commit there is none. */
  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException connectionLost) {
      // The server rolls back by itself, and the caller gets the original exception.
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException connectionLost) {
      // It is closed all the same.
    }
  }
}
