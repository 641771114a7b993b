package dev.pgassay.benchmarks.statement;

import dev.pgassay.benchmarks.loop.LoopBenchmark;
import java.sql.SQLException;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * A statement of the user's own.
 *
 * <p>This isolates one prepared statement in a closed loop: the client binds the parameters, makes
 * one round trip and reads every column of every row. It binds vectors in binary and everything
 * else as text of the type that the server infers.
 *
 * <p>Run: {@code ./pgassay run --sql docs/examples/sql}.
 */
public class StatementBenchmark extends LoopBenchmark {

  /**
   * Executes the statement once.
   *
   * @return the number of rows
   * @throws SQLException if the connection is lost
   */
  @Benchmark
  public int execute() throws SQLException {
    return executeNext();
  }
}
