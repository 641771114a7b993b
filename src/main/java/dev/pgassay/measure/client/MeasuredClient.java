package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.latency.LatencyRecorder;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import java.sql.SQLException;
import java.util.Optional;

/**
 * One client of a fork. It executes the next query when it has read the answer to the previous one,
 * or when the schedule says so. Not thread-safe: one for each thread. Another thread may
 * {@linkplain #endRecording end} the recording and then read it.
 *
 * <p>The timed part consists of binding the parameters, the round trips of the operation, and
 * reading every row. It does not include choosing the query, keeping the answer, the operation's
 * work before and after, and reconnecting after the connection was lost. Every failure, including
 * one before or after the timed part, is counted by its SQLSTATE and is in no latency.
 */
public final class MeasuredClient implements AutoCloseable {
  private static final String NO_STATE = "unknown";

  private final Reconnection reconnection;
  private final QueryOrder order;
  private final long[] scratch;
  private final Answers answers;
  private final boolean keepsAnswers;
  private final LatencyRecorder recorder = new LatencyRecorder();
  private ClientSession session;
  private ClientOperation operation;
  private boolean lost;
  private boolean recording;
  private long attempts;
  private String firstFailure;
  private long successes;
  private long beginNanos;
  private long endNanos;
  private int fewestRows = Integer.MAX_VALUE;
  private int mostRows = -1;

  MeasuredClient(
      Reconnection reconnection, ClientSession session, QueryOrder order, ClientTask task) {
    this.reconnection = reconnection;
    this.session = session;
    this.operation = session.operation();
    this.order = order;
    this.scratch = new long[2 * task.mostRows()];
    this.answers = new Answers(task.queries(), task.mostRows());
    this.keepsAnswers = task.mostRows() > 0;
  }

  /**
   * Executes the next query. A client whose connection was lost first tries to reconnect.
   *
   * @return the number of rows returned or changed, or -1 if the execution failed
   * @throws SQLException if the server does not come back, so that nothing more can be measured
   */
  public int executeNext() throws SQLException {
    int query = order.next();
    if (recording) {
      attempts++;
    }
    if (lost && !cameBack()) {
      return -1;
    }
    try {
      operation.before(query);
      long begin = System.nanoTime();
      int rows = operation.execute(query, scratch);
      long end = System.nanoTime();
      operation.after(query);
      succeeded(query, begin, end, rows);
      return rows;
    } catch (SQLException e) {
      return failed(query, e);
    }
  }

  /**
   * Returns the server's message about the first execution that failed.
   *
   * @return one line with the SQLSTATE; empty if none failed
   */
  public Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }

  /** Returns the number of executions that began while recording, successful or not. */
  long attempts() {
    return attempts;
  }

  /**
   * Returns how many of them succeeded. The recorder includes those of the current second only
   * later.
   */
  long successes() {
    return successes;
  }

  /**
   * Skips the next queries.
   *
   * @param queries number of queries, possibly 0
   */
  public void skip(int queries) {
    for (int i = 0; i < queries; i++) {
      order.next();
    }
  }

  private synchronized void succeeded(int query, long begin, long end, int rows) {
    beginNanos = begin;
    endNanos = end;
    if (recording) {
      successes++;
      recorder.record(end - begin, end);
      fewestRows = Math.min(fewestRows, rows);
      mostRows = Math.max(mostRows, rows);
      if (keepsAnswers) {
        answers.record(query, scratch, rows);
      }
    }
  }

  /**
   * Returns the service time of the last successful execution, recorded or not.
   *
   * @return nanoseconds, 0 before the first
   */
  public long lastNanos() {
    return endNanos - beginNanos;
  }

  /**
   * Returns the start of the timed part of the last successful execution.
   *
   * @return a moment of {@link System#nanoTime}, meaningless before the first
   */
  public long beginNanos() {
    return beginNanos;
  }

  /**
   * Returns the end of the timed part of the last successful execution.
   *
   * @return a moment of {@link System#nanoTime}, meaningless before the first
   */
  public long endNanos() {
    return endNanos;
  }

  /** Begins a measurement iteration. Executions count from now on. */
  public synchronized void beginRecording() {
    operation.beginRecording();
    recorder.beginInterval(System.currentTimeMillis(), System.nanoTime());
    recording = true;
  }

  /**
   * Ends a measurement iteration, if one was begun. Executions no longer count. Any thread may call
   * it.
   */
  public synchronized void endRecording() {
    if (recording) {
      recording = false;
      recorder.endInterval(System.currentTimeMillis(), System.nanoTime());
      operation.endRecording();
    }
  }

  /** Returns the session, which may be lost. */
  ClientSession session() {
    return session;
  }

  Answers answers() {
    return answers;
  }

  LatencyRecorder recorder() {
    return recorder;
  }

  Optional<RowSpan> rows() {
    return mostRows < 0 ? Optional.empty() : Optional.of(new RowSpan(fewestRows, mostRows));
  }

  @Override
  public void close() {
    session.close();
  }

  private int failed(int query, SQLException failure) throws SQLException {
    if (!operation.isOutcome(failure)) {
      if (firstFailure == null) {
        firstFailure = DatabaseFailure.of("the first", failure).getMessage();
      }
      count(failure.getSQLState());
    }
    if (session.isLost()) {
      lost = true;
      reconnection.begin();
    } else {
      operation.failed(query);
    }
    return -1;
  }

  private boolean cameBack() throws SQLException {
    session.close();
    try {
      session = reconnection.attempt();
      operation = session.operation();
      lost = false;
      if (recording) {
        operation.beginRecording();
      }
      return true;
    } catch (DatabaseFailure e) {
      count(e.sqlState());
      reconnection.pauseAfter(e);
      return false;
    }
  }

  private synchronized void count(String sqlState) {
    if (recording) {
      String counted = sqlState == null || sqlState.isEmpty() ? NO_STATE : sqlState;
      recorder.fail(counted, System.nanoTime());
    }
  }
}
