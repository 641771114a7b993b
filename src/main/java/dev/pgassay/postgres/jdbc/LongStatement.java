package dev.pgassay.postgres.jdbc;

import dev.pgassay.failure.Failure;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Executes a statement that may take hours so that an interrupt of the calling thread cancels it in
 * the server too: a thread that reads from a socket does not notice an interrupt. A server whose
 * machine is gone is noticed by {@link KeepAliveSockets}, one that never answers after a day.
 */
public final class LongStatement {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CANCEL_GRACE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofDays(1);

  private LongStatement() {}

  /**
   * Executes a statement and waits for it.
   *
   * @param statement on a connection that no other thread uses meanwhile
   * @param sql a statement without a result
   * @param doing the words for its failure, in the form "cannot build index name"
   * @param eachTick called by the calling thread about every second while it waits
   * @throws DatabaseFailure if the server refuses it or is gone
   * @throws Failure if the calling thread was interrupted: the statement has been cancelled and the
   *     thread's interrupt flag is set again
   */
  public static void execute(Statement statement, String sql, String doing, Runnable eachTick) {
    FutureTask<Boolean> task = new FutureTask<>(() -> execute(statement, sql));
    Thread thread = new Thread(task, "pgassay-statement");
    thread.setDaemon(true);
    thread.start();
    try {
      await(task, doing, eachTick);
    } catch (InterruptedException e) {
      cancel(statement, task);
      Thread.currentThread().interrupt();
      throw new Failure(doing + ": interrupted; the server has dropped what was begun", e);
    } catch (Failure e) {
      cancel(statement, task);
      throw e;
    }
  }

  private static boolean execute(Statement statement, String sql) throws SQLException {
    Connection connection = statement.getConnection();
    int usualMillis = connection.getNetworkTimeout();
    connection.setNetworkTimeout(Runnable::run, Math.toIntExact(LONGEST.toMillis()));
    try {
      return statement.execute(sql);
    } finally {
      if (!connection.isClosed()) {
        connection.setNetworkTimeout(Runnable::run, usualMillis);
      }
    }
  }

  private static void await(FutureTask<Boolean> task, String doing, Runnable eachTick)
      throws InterruptedException {
    while (true) {
      try {
        task.get(TICK.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException ignored) {
        // Not a failure: the statement is still running.
        eachTick.run();
      } catch (ExecutionException e) {
        throw failure(doing, e.getCause());
      }
    }
  }

  private static RuntimeException failure(String doing, Throwable cause) {
    return cause instanceof SQLException refused
        ? DatabaseFailure.of(doing, refused)
        : new IllegalStateException(doing, cause);
  }

  /** Waits for the server to have let go, so that its locks are free when this returns. */
  private static void cancel(Statement statement, FutureTask<Boolean> task) {
    if (task.isDone()) {
      return;
    }
    try {
      statement.cancel();
      task.get(CANCEL_GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException ignored) {
      // The statement failed because it was cancelled, as it should.
    } catch (SQLException | TimeoutException | InterruptedException e) {
      abort(statement, e);
    }
  }

  /** The server cannot be reached or does not let go: it will notice the closed connection. */
  private static void abort(Statement statement, Exception reason) {
    try {
      statement.getConnection().abort(Runnable::run);
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
