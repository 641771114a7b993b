package dev.pgassay.measure.client;

import dev.pgassay.stats.Measure;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What one client does again and again. {@link #execute} alone is timed. Not thread-safe: one for
 * each client.
 */
public interface ClientOperation extends AutoCloseable {
  /**
   * Makes ready for an execution. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException where it fails; the execution counts as failed
   */
  default void before(int query) throws SQLException {}

  /**
   * Executes once.
   *
   * @param query number of the execution's parameters
   * @param answer receives two numbers for each row, as far as there is room
   * @return the number of rows returned or changed
   * @throws SQLException as the driver threw it: the caller counts it by its SQLSTATE
   */
  int execute(int query, long[] answer) throws SQLException;

  /**
   * Clears up after an execution that succeeded. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException where it fails; the execution counts as failed
   */
  default void after(int query) throws SQLException {}

  /**
   * Clears up after an execution that failed, such as by a rollback. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException where it fails, so that nothing more can be measured
   */
  default void failed(int query) throws SQLException {}

  /**
   * Tells whether a failure is an answer to the benchmark's question rather than a fault, such as
   * that a pool had no connection. The operation counts it among its {@link #measures}; it is in no
   * latency and not among the errors.
   *
   * @param failure that an execution threw
   * @return false for a fault
   */
  default boolean isOutcome(SQLException failure) {
    return false;
  }

  /** Hears that from now on executions are measured. Not timed; called for each iteration. */
  default void beginRecording() {}

  /** Hears that from now on executions are not measured, if they were. Not timed. */
  default void endRecording() {}

  /**
   * Returns the statement whose plan tells how the rows are reached. When all is measured it is
   * executed once more after {@link #before}, both in a transaction that is rolled back, so that
   * its plan can be kept with times and buffers.
   *
   * @return as the driver has prepared it on the measured session; empty where there is no plan to
   *     tell, as of a CREATE INDEX
   */
  Optional<Explained> explained();

  /**
   * Returns figures beside the latencies.
   *
   * @return each a mean over executions: the harness averages them over clients and forks
   */
  default List<Measure> measures() {
    return List.of();
  }

  /**
   * Returns further figures beside the latencies, of which the greatest tells.
   *
   * @return each the greatest of any execution: the harness takes the greatest over clients and
   *     forks
   */
  default List<Measure> maxima() {
    return List.of();
  }

  @Override
  void close() throws SQLException;

  /**
   * A statement to be explained.
   *
   * @param sql as it was given to the driver, with question marks
   * @param literals parameters of one execution
   */
  record Explained(String sql, List<String> literals) {
    /** Copies the list. */
    public Explained {
      literals = List.copyOf(literals);
    }
  }
}
