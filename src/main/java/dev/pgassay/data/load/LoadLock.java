package dev.pgassay.data.load;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Prevents two processes from loading or building in one workspace at once, by an advisory lock
 * that the server releases at the end of the session.
 *
 * <p>A killed process may have sent a COMMIT that the server executes after the end of this
 * session. Therefore every transaction that writes into a ledger shares a second lock until its end
 * ({@link #shareUntilCommit}). The process that takes the first lock waits until nobody shares the
 * second. Afterwards the ledgers do not change any more.
 */
final class LoadLock implements AutoCloseable {
  /** Distinguishes our locks from others in the same database: "pgas" in ASCII. */
  private static final int PROCESS_CLASS = 0x70676173;

  /** The class of the locks of transactions. */
  private static final int TRANSACTION_CLASS = PROCESS_CLASS + 1;

  /** The session of a killed process may exist for a while. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(250);

  private static final String WORKSPACE_NUMBER = "to_regnamespace(quote_ident(?))::oid::int";

  private final OwnerSession session;

  private LoadLock(OwnerSession session) {
    this.session = session;
  }

  static LoadLock take(Workspace workspace, Progress progress) {
    return take(workspace, PATIENCE, progress);
  }

  static LoadLock take(Workspace workspace, Duration patience, Progress progress) {
    OwnerSession session = OwnerSession.open(workspace);
    LoadLock lock = new LoadLock(session);
    try {
      lock.await(workspace, patience, progress);
      lock.awaitTransactions(workspace, patience);
      return lock;
    } catch (Failure e) {
      session.close();
      throw e;
    }
  }

  /** Marks the transaction as one that writes into a ledger of the workspace. */
  static void shareUntilCommit(Connection connection, String metaSchema) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock_shared(?, " + WORKSPACE_NUMBER + ")")) {
      statement.setInt(1, TRANSACTION_CLASS);
      statement.setString(2, metaSchema);
      statement.execute();
    }
  }

  /** Executes work under the lock. */
  <T> T whileHeld(Supplier<T> work) {
    return work.get();
  }

  @Override
  public void close() {
    session.close();
  }

  private void await(Workspace workspace, Duration patience, Progress progress) {
    long deadlineNanos = System.nanoTime() + patience.toNanos();
    boolean said = false;
    while (!tryOnce(workspace)) {
      String where = workspace.target(Role.OWNER).display();
      if (System.nanoTime() - deadlineNanos >= 0) {
        throw new Failure(
            "another pgassay is loading or building in " + where + "; wait for it or stop it");
      }
      if (!said) {
        progress.say("waiting for another pgassay to release " + where);
        said = true;
      }
      pause();
    }
  }

  private void awaitTransactions(Workspace workspace, Duration patience) {
    session.transaction(
        "cannot lock the workspace, in which the server is still busy for a process that ended",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT set_config('lock_timeout', ?, true), pg_advisory_xact_lock(?, "
                      + WORKSPACE_NUMBER
                      + ")")) {
            statement.setString(1, patience.toMillis() + "ms");
            statement.setInt(2, TRANSACTION_CLASS);
            statement.setString(3, workspace.metaSchema());
            return statement.execute();
          }
        });
  }

  private boolean tryOnce(Workspace workspace) {
    return session.transaction(
        "cannot lock the workspace",
        connection -> {
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "SELECT pg_try_advisory_lock(?, " + WORKSPACE_NUMBER + ")")) {
            statement.setInt(1, PROCESS_CLASS);
            statement.setString(2, workspace.metaSchema());
            try (ResultSet row = statement.executeQuery()) {
              row.next();
              return row.getBoolean(1);
            }
          }
        });
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_TRIES.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while waiting for another pgassay", e);
    }
  }
}
