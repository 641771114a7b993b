package dev.pgassay.measure.client;

import dev.pgassay.stats.Measure;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The operation that one client repeats. Only {@link #execute} is timed. Not thread-safe: one for
 * each client.
 */
public interface ClientOperation extends AutoCloseable {
  /**
   * Prepares an execution. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException if it fails; the execution counts as failed
   */
  default void before(int query) throws SQLException {}

  /**
   * Executes the operation once.
   *
   * @param query number of the execution's parameters
   * @param answer receives two numbers for each row, as far as there is space
   * @return the number of rows returned or changed
   * @throws SQLException as thrown by the driver; the caller counts it by its SQLSTATE
   */
  int execute(int query, long[] answer) throws SQLException;

  /**
   * Cleans up after a successful execution. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException if it fails; the execution counts as failed
   */
  default void after(int query) throws SQLException {}

  /**
   * Cleans up after a failed execution, such as by a rollback. Not timed.
   *
   * @param query number of the execution's parameters
   * @throws SQLException if it fails, so that nothing more can be measured
   */
  default void failed(int query) throws SQLException {}

  /**
   * Tells whether a failure answers the benchmark's question and is no fault, such as a pool
   * without a free connection. The operation counts it in its {@link #measures}. It is in no
   * latency and not among the errors.
   *
   * @param failure thrown by an execution
   * @return false for a fault
   */
  default boolean isOutcome(SQLException failure) {
    return false;
  }

  /** Called at the start of each measured iteration. Not timed. */
  default void beginRecording() {}

  /** Called at the end of each measured iteration, and possibly without one. Not timed. */
  default void endRecording() {}

  /**
   * Returns the statement whose plan shows how the rows are reached. After the measurement it is
   * executed once more after {@link #before}, both in a transaction that is rolled back, to keep
   * its plan with times and buffers.
   *
   * @return as the driver has prepared it in the measured session; empty for an operation without a
   *     plan, such as CREATE INDEX
   */
  Optional<Explained> explained();

  /**
   * Returns figures other than latencies.
   *
   * @return each a mean over executions; the harness averages them over clients and forks
   */
  default List<Measure> measures() {
    return List.of();
  }

  /**
   * Returns further figures of which the greatest matters.
   *
   * @return each the greatest of any execution; the harness takes the greatest over clients and
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
   * @param sql as given to the driver, with question marks
   * @param literals parameters of one execution
   */
  record Explained(String sql, List<String> literals) {
    public Explained {
      literals = List.copyOf(literals);
    }
  }
}
