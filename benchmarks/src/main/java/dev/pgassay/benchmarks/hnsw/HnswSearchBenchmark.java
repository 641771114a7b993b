package dev.pgassay.benchmarks.hnsw;

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
 * The k nearest events by an HNSW index: what m, ef_construction and ef_search cost in latency and
 * buy in recall.
 *
 * <p>Isolated is one prepared statement in a closed loop: binding a vector in binary, one round
 * trip, reading k ids. The pool, the plan and the choice of the query stand outside. JMH gives the
 * throughput of all clients together; each service time goes into a histogram of our own, because
 * JMH's samples of different forks cannot be merged.
 *
 * <p>The number would be wrong if the planner took another plan, if the setting were not in force,
 * or if the answers were not near the true ones: the gate refuses all three before anything is
 * timed, and the plan is read again at the end.
 *
 * <p>Run: {@code ./pgassay run HnswSearch --param ef_search=40,100}. It needs the file that the
 * host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HnswSearchBenchmark {

  /** The index and the statement, shared by all clients of a fork. */
  @State(Scope.Benchmark)
  public static class Index extends LoopState {
    /** Links of an element of the graph. The index is built by the host: here it is a label. */
    @Param("16")
    public int m;

    /** Candidates while the graph is built. A label, like {@link #m}. */
    @Param("64")
    public int efConstruction;

    /** Candidates of a search. Set in the session by the host's list of settings. */
    @Param("40")
    public int efSearch;

    /** Neighbours asked for; stands in the statement as a constant, as the planner's cost needs. */
    @Param("10")
    public int k;

    /** Whether sequential scans are off ({@code index}) or the planner is {@code free}. */
    @Param("index")
    public String planner;

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
    public void join(Index index, ThreadParams thread) {
      enter(index, thread);
    }
  }

  /**
   * One search.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int nearestK(Client client) throws SQLException {
    return client.executeNext();
  }
}
