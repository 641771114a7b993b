package dev.pgassay.data.load;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
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
  private final Session session;

  private OwnerSession(Session session) {
    this.session = session;
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
    OwnerSession opened = new OwnerSession(Session.open(target));
    opened.execute(
        "cannot prepare a session for loading",
        // Limits of a role or database are meant for queries.
        List.of("SET statement_timeout = 0", "SET idle_in_transaction_session_timeout = 0"));
    return opened;
  }

  /** Executes work in a transaction of its own, which is rolled back if the work fails. */
  <T> T transaction(String doing, Work<T> work) {
    return session.transaction(doing, () -> work.in(session.connection()));
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
    try (Statement statement = session.connection().createStatement()) {
      LongStatement.execute(statement, sql, doing, () -> {});
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  /** Breaks the connection, even during a statement. */
  void abort() {
    try {
      session.connection().abort(Runnable::run);
    } catch (SQLException ignored) {
      // Nobody is waiting for it any more.
    }
  }

  @Override
  public void close() {
    session.close();
  }
}
