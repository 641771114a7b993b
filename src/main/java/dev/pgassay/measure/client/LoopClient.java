package dev.pgassay.measure.client;

import dev.pgassay.measure.client.ClientOperation.Explained;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.latency.LatencyRecorder;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.postgres.query.MeasuredSession.ExplainedPlan;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * One client of a loop: it executes the next query when it has read the answer to the one before,
 * or when the schedule says so. Not thread-safe: one for each thread; another one may {@linkplain
 * #endRecording end} what is recorded and read it then.
 *
 * <p>What is timed is binding the parameters, the round trips of the operation, and reading every
 * row. Choosing the query, keeping the answer and what the operation does before and after stand
 * outside of the timed part. So does coming back after the connection was lost: every failure, also
 * of what the operation does before and after, is counted by its SQLSTATE and is in no latency.
 */
public final class LoopClient implements AutoCloseable {
  /** A restart without much to recover takes seconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  /** A server that says that it is starting up is given the time to recover. */
  private static final Duration RECOVERY_PATIENCE = Duration.ofMinutes(2);

  private static final String STARTING_UP = "57P03";
  private static final String NO_STATE = "unknown";
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final SessionSource sessions;
  private final QueryOrder order;
  private final long[] scratch;
  private final Answers answers;
  private final boolean keepsAnswers;
  private final LatencyRecorder recorder = new LatencyRecorder();
  private MeasuredSession session;
  private ClientOperation operation;
  private OptionalLong lostAtNanos = OptionalLong.empty();
  private boolean recording;
  private long attempts;
  private String firstFailure;
  private long successes;
  private long beginNanos;
  private long endNanos;
  private int fewestRows = Integer.MAX_VALUE;
  private int mostRows = -1;

  LoopClient(SessionSource sessions, Entry entry, QueryOrder order, ClientTask task) {
    this.sessions = sessions;
    this.session = entry.session();
    this.operation = entry.operation();
    this.order = order;
    this.scratch = new long[2 * task.mostRows()];
    this.answers = new Answers(task.queries(), task.mostRows());
    this.keepsAnswers = task.mostRows() > 0;
  }

  /**
   * What a client has of the server.
   *
   * @param session of this client alone
   * @param operation that it executes there
   */
  record Entry(MeasuredSession session, ClientOperation operation) {}

  /** Where a client whose connection was lost comes in again. */
  interface SessionSource {
    /**
     * Opens a session and takes it through the gate.
     *
     * @throws DatabaseFailure where the server refuses or is not there
     */
    Entry enter();

    /** Tells that a client gives up for good, and why. */
    void gaveUp(String reason);
  }

  /**
   * Executes the next query. A client whose connection was lost first comes in again.
   *
   * @return the number of rows it answered with or changed, or -1 where it failed
   * @throws SQLException where the server does not come back, so that nothing more can be measured
   */
  public int executeNext() throws SQLException {
    int query = order.next();
    if (recording) {
      attempts++;
    }
    if (lostAtNanos.isPresent() && !cameBack()) {
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
   * Tells what the server said of the first execution that failed.
   *
   * @return one line with the SQLSTATE; empty where none failed
   */
  public Optional<String> firstFailure() {
    return Optional.ofNullable(firstFailure);
  }

  /** How many executions were begun while recording, whatever came of them. */
  long attempts() {
    return attempts;
  }

  /** How many of them succeeded; the recorder has those of the running second only later. */
  long successes() {
    return successes;
  }

  /**
   * Leaves out the next queries.
   *
   * @param queries how many, none where it is 0
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
   * Returns the service time of the last execution that succeeded, recorded or not.
   *
   * @return nanoseconds, 0 before the first
   */
  public long lastNanos() {
    return endNanos - beginNanos;
  }

  /**
   * Tells when the timed part of the last execution that succeeded began.
   *
   * @return a moment of {@link System#nanoTime}, meaningless before the first
   */
  public long beginNanos() {
    return beginNanos;
  }

  /**
   * Tells when the timed part of the last execution that succeeded ended.
   *
   * @return a moment of {@link System#nanoTime}, meaningless before the first
   */
  public long endNanos() {
    return endNanos;
  }

  /** Begins a measurement iteration: from now on what is executed counts. */
  public synchronized void beginRecording() {
    operation.beginRecording();
    recorder.beginInterval(System.currentTimeMillis(), System.nanoTime());
    recording = true;
  }

  /**
   * Ends a measurement iteration, if one was begun. Any thread may: what is executed after it does
   * not count.
   */
  public synchronized void endRecording() {
    if (recording) {
      recording = false;
      recorder.endInterval(System.currentTimeMillis(), System.nanoTime());
      operation.endRecording();
    }
  }

  /** Returns the session; empty while the connection is lost. */
  Optional<MeasuredSession> session() {
    return session.isLost() ? Optional.empty() : Optional.of(session);
  }

  ClientOperation operation() {
    return operation;
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

  /** Returns the plan; empty where there is none to tell, or the connection is lost. */
  Optional<SessionPlan> plan() {
    return session()
        .flatMap(it -> operation.explained())
        .map(it -> plan(session.explain(it.sql(), it.literals())));
  }

  /**
   * Executes the first query once more, takes back what it wrote, and returns its plan with times
   * and buffers, as JSON.
   */
  Optional<String> analyzedPlan() {
    if (session.isLost() || operation.explained().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        session.rolledBack(
            "cannot execute the first query once more",
            () -> {
              operation.before(0);
              Explained it = operation.explained().orElseThrow();
              return session.explainAnalyzed(it.sql(), it.literals());
            }));
  }

  @Override
  public void close() {
    try {
      operation.close();
    } catch (SQLException ignored) {
      // The session ends with it either way.
    } finally {
      session.close();
    }
  }

  private static SessionPlan plan(ExplainedPlan explained) {
    return new SessionPlan(
        explained.plan().text(),
        explained.plan().fingerprint(),
        explained.queryId(),
        explained.genericPlans(),
        explained.customPlans());
  }

  private int failed(int query, SQLException failure) throws SQLException {
    if (!operation.isOutcome(failure)) {
      if (firstFailure == null) {
        firstFailure = DatabaseFailure.of("the first", failure).getMessage();
      }
      count(failure.getSQLState());
    }
    if (session.isLost()) {
      lostAtNanos = OptionalLong.of(System.nanoTime());
    } else {
      operation.failed(query);
    }
    return -1;
  }

  private boolean cameBack() throws SQLException {
    close();
    try {
      Entry entry = sessions.enter();
      session = entry.session();
      operation = entry.operation();
      lostAtNanos = OptionalLong.empty();
      if (recording) {
        operation.beginRecording();
      }
      return true;
    } catch (DatabaseFailure e) {
      count(e.sqlState());
      Duration patience = e.sqlState().equals(STARTING_UP) ? RECOVERY_PATIENCE : PATIENCE;
      if (System.nanoTime() - lostAtNanos.getAsLong() > patience.toNanos()) {
        throw lostForGood(patience, e);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      return false;
    }
  }

  private SQLException lostForGood(Duration patience, DatabaseFailure last) {
    String reason =
        "the connection was lost and the server did not come back within "
            + patience.toSeconds()
            + " s: "
            + last.getMessage();
    sessions.gaveUp(reason);
    return new SQLException(reason, last.sqlState(), last);
  }

  private synchronized void count(String sqlState) {
    if (recording) {
      String counted = sqlState == null || sqlState.isEmpty() ? NO_STATE : sqlState;
      recorder.fail(counted, System.nanoTime());
    }
  }
}
