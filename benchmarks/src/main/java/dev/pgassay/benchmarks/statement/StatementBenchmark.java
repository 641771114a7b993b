package dev.pgassay.benchmarks.statement;

import dev.pgassay.benchmarks.loop.ClientState;
import dev.pgassay.benchmarks.loop.LoopState;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryInputs;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A statement of the user's own.
 *
 * <p>Isolated is one prepared statement in a closed loop: binding the parameters, one round trip,
 * reading every column of every row. Vectors are bound in binary, all else as text of the type that
 * the server infers.
 *
 * <p>Run: {@code ./pgassay run --sql docs/examples/sql}. It needs the file that the host writes for
 * its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StatementBenchmark {

  /** The statement, shared by all clients of a fork. */
  @State(Scope.Benchmark)
  public static class Statement extends LoopState {
    @Override
    protected ClientTask task(ForkContext context) {
      return QueryInputs.task(context);
    }
  }

  /** A client with a session of its own. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate. */
    @Setup(Level.Trial)
    public void join(Statement statement, ThreadParams thread) {
      enter(statement, thread);
    }
  }

  /**
   * One execution.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int execute(Client client) throws SQLException {
    return client.executeNext();
  }
}
