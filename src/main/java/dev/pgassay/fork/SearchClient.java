package dev.pgassay.fork;

import dev.pgassay.db.MeasuredSession;
import dev.pgassay.db.MeasuredSession.ExplainedPlan;
import dev.pgassay.db.NearestSearch;
import dev.pgassay.measure.LatencyRecorder;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One client of a closed loop of nearest-neighbour searches: it sends the next query when it has
 * read the answer to the one before. Not thread-safe: one for each thread.
 *
 * <p>What is timed is binding the vector, one round trip, and reading every row. Choosing the query
 * and keeping the answer stand outside of the timed part.
 */
public final class SearchClient implements AutoCloseable {
  private final MeasuredSession session;
  private final NearestSearch search;
  private final QueryOrder order;
  private final long[] scratch;
  private final Answers answers;
  private final LatencyRecorder recorder = new LatencyRecorder();
  private final Map<String, Long> errors = new TreeMap<>();
  private boolean recording;

  SearchClient(
      MeasuredSession session, NearestSearch search, QueryOrder order, int queries, int k) {
    this.session = session;
    this.search = search;
    this.order = order;
    this.scratch = new long[2 * k];
    this.answers = new Answers(queries, k);
  }

  /**
   * Executes the next query.
   *
   * @return the number of rows it answered with, or -1 where it failed
   * @throws SQLException where the connection is lost, so that nothing more can be measured
   */
  public int searchNext() throws SQLException {
    int query = order.next();
    long begin = System.nanoTime();
    int rows;
    try {
      rows = search.search(query, scratch);
    } catch (SQLException e) {
      return failed(e);
    }
    long elapsedNanos = System.nanoTime() - begin;
    if (recording) {
      recorder.record(elapsedNanos);
      answers.record(query, scratch, rows);
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

  NearestSearch search() {
    return search;
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

  SessionPlan plan() {
    ExplainedPlan explained = session.explain(search.sql(), List.of(search.literal(0)));
    return new SessionPlan(
        explained.plan().text(),
        explained.plan().fingerprint(),
        explained.queryId(),
        explained.genericPlans(),
        explained.customPlans());
  }

  /** Executes the first query once more and returns its plan with times and buffers, as JSON. */
  String analyzedPlan() {
    return session.explainAnalyzed(search.sql(), List.of(search.literal(0)));
  }

  @Override
  public void close() throws SQLException {
    search.close();
    session.close();
  }

  private int failed(SQLException failure) throws SQLException {
    if (session.connection().isClosed()) {
      throw failure;
    }
    errors.merge(String.valueOf(failure.getSQLState()), 1L, Long::sum);
    return -1;
  }
}
