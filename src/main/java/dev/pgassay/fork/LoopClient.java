package dev.pgassay.fork;

import dev.pgassay.db.MeasuredSession;
import dev.pgassay.db.MeasuredSession.ExplainedPlan;
import dev.pgassay.fork.ForkReport.RowSpan;
import dev.pgassay.measure.LatencyRecorder;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One client of a loop: it executes the next query when it has read the answer to the one before,
 * or when the schedule says so. Not thread-safe: one for each thread.
 *
 * <p>What is timed is binding the parameters, the round trips of the operation, and reading every
 * row. Choosing the query, keeping the answer and what the operation does before and after stand
 * outside of the timed part.
 */
public final class LoopClient implements AutoCloseable {
  private final MeasuredSession session;
  private final ClientOperation operation;
  private final QueryOrder order;
  private final long[] scratch;
  private final Answers answers;
  private final boolean keepsAnswers;
  private final LatencyRecorder recorder = new LatencyRecorder();
  private final Map<String, Long> errors = new TreeMap<>();
  private boolean recording;
  private int fewestRows = Integer.MAX_VALUE;
  private int mostRows = -1;

  LoopClient(
      MeasuredSession session, ClientOperation operation, QueryOrder order, ClientTask task) {
    this.session = session;
    this.operation = operation;
    this.order = order;
    this.scratch = new long[2 * task.mostRows()];
    this.answers = new Answers(task.queries(), task.mostRows());
    this.keepsAnswers = task.mostRows() > 0;
  }

  /**
   * Executes the next query.
   *
   * @return the number of rows it answered with or changed, or -1 where it failed
   * @throws SQLException where the connection is lost, so that nothing more can be measured
   */
  public int executeNext() throws SQLException {
    int query = order.next();
    try {
      operation.before(query);
      int rows = timed(query);
      operation.after(query);
      return rows;
    } catch (SQLException e) {
      return failed(query, e);
    }
  }

  private int timed(int query) throws SQLException {
    long begin = System.nanoTime();
    int rows = operation.execute(query, scratch);
    long elapsedNanos = System.nanoTime() - begin;
    if (recording) {
      recorder.record(elapsedNanos);
      fewestRows = Math.min(fewestRows, rows);
      mostRows = Math.max(mostRows, rows);
      if (keepsAnswers) {
        answers.record(query, scratch, rows);
      }
    }
    return rows;
  }

  /** Begins a measurement iteration: from now on what is executed counts. */
  public void beginRecording() {
    recorder.beginInterval(System.currentTimeMillis());
    recording = true;
  }

  /** Ends a measurement iteration, if one was begun. */
  public void endRecording() {
    if (recording) {
      recording = false;
      recorder.endInterval(System.currentTimeMillis());
    }
  }

  MeasuredSession session() {
    return session;
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

  Map<String, Long> errors() {
    return errors;
  }

  Optional<RowSpan> rows() {
    return mostRows < 0 ? Optional.empty() : Optional.of(new RowSpan(fewestRows, mostRows));
  }

  Optional<SessionPlan> plan() {
    return operation.explained().map(it -> plan(session.explain(it.sql(), it.literals())));
  }

  /** Executes the first query once more and returns its plan with times and buffers, as JSON. */
  Optional<String> analyzedPlan() {
    return operation.explained().map(it -> session.explainAnalyzed(it.sql(), it.literals()));
  }

  @Override
  public void close() {
    try (session) {
      operation.close();
    } catch (SQLException ignored) {
      // The session ends with its fork either way.
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
    if (session.connection().isClosed()) {
      throw failure;
    }
    errors.merge(String.valueOf(failure.getSQLState()), 1L, Long::sum);
    operation.failed(query);
    return -1;
  }
}
