package dev.pgassay.data.load;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * A session of the role that owns the tables, used in transactions. Not thread-safe, but another
 * thread may abort it.
 */
final class OwnerSession implements AutoCloseable {
  private final Connection connection;

  private OwnerSession(Connection connection) {
    this.connection = connection;
  }

  /** Work on the connection that the server may refuse. */
  @FunctionalInterface
  interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  static OwnerSession open(Workspace workspace) {
    return open(workspace.target(Role.OWNER));
  }

  static OwnerSession open(ConnectionTarget target) {
    Connection connection = Connections.open(target);
    try {
      connection.setAutoCommit(false);
      OwnerSession session = new OwnerSession(connection);
      session.execute(
          "cannot prepare a session for loading",
          // Limits of a role or database are meant for queries.
          List.of("SET statement_timeout = 0", "SET idle_in_transaction_session_timeout = 0"));
      return session;
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prepare a session for loading", e);
    }
  }

  /** Executes work in a transaction of its own, which is rolled back if the work fails. */
  <T> T transaction(String doing, Work<T> work) {
    try {
      T result = work.in(connection);
      connection.commit();
      return result;
    } catch (SQLException e) {
      rollBack();
      throw DatabaseFailure.of(doing, e);
    } catch (RuntimeException e) {
      rollBack();
      throw e;
    }
  }

  /** Executes statements in one transaction. */
  void execute(String doing, List<String> statements) {
    transaction(
        doing,
        open -> {
          try (Statement statement = open.createStatement()) {
            for (String sql : statements) {
              statement.execute(sql);
            }
          }
          return null;
        });
  }

  /** Executes a statement that cannot run in a transaction, or is long; an interrupt cancels it. */
  void executeAlone(String doing, String sql) {
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(true);
      LongStatement.execute(statement, sql, doing, () -> {});
      connection.setAutoCommit(false);
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  Connection connection() {
    return connection;
  }

  /** Breaks the connection, even during a statement. */
  void abort() {
    try {
      connection.abort(Runnable::run);
    } catch (SQLException ignored) {
      // Nobody is waiting for it any more.
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // A lost connection need not be closed.
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException ignored) {
      // The server rolls a lost connection back.
    }
  }
}
