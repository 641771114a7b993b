package dev.pgassay.benchmarks.join;

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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A page put together through a link table: what the index on the foreign key saves.
 *
 * <p>Isolated is one prepared statement with one join. Its rival in the same table is the same page
 * without the index, on a copy of the same rows. A page reads one link table, so that dropping all
 * three indexes at once is dropping each one for its page.
 *
 * <p>Run: {@code ./pgassay run Join --param page=speaker}. It needs the file that the host writes
 * for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class JoinBenchmark {

  /** The page, shared by all clients of a fork. The parameters are labels here. */
  @State(Scope.Benchmark)
  public static class Pages extends LoopState {
    /** Whether the indexes on foreign keys stand; made so by the host. */
    @Param("kept")
    public String index;

    /** What the page is about. */
    @Param("speaker")
    public String page;

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
    public void join(Pages pages, ThreadParams thread) {
      enter(pages, thread);
    }
  }

  /**
   * One page.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int page(Client client) throws SQLException {
    return client.executeNext();
  }
}
