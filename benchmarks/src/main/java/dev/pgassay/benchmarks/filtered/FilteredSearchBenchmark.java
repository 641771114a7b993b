package dev.pgassay.benchmarks.filtered;

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
 * The k nearest of the events that pass a filter, by several strategies.
 *
 * <p>Isolated is one prepared statement, as in HnswSearch, with a condition whose value stands in
 * its text. Strategies that look at every row that passes are the floor of error and, where few
 * pass, of time as well; the HNSW index is at its best where most pass.
 *
 * <p>The number would be wrong if short answers were taken for quick ones: how many rows were not
 * returned stands beside every latency.
 *
 * <p>Run: {@code ./pgassay run FilteredSearch --param strategy=post_filter,iterative_relaxed}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FilteredSearchBenchmark {

  /** The indexes and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** How the rows are found; the host makes what it needs. */
    @Param("post_filter")
    public String strategy;

    /** What the filter is about. */
    @Param("audience")
    public String attribute;

    /** How many events pass, in percent. */
    @Param("10")
    public String selectivity;

    /** Neighbours asked for. */
    @Param("10")
    public int k;

    /** Candidates of a search. */
    @Param("40")
    public int efSearch;

    /** Rows after which an iterative scan gives up. */
    @Param("20000")
    public int maxScanTuples;

    /** Memory after which an iterative scan gives up. */
    @Param("1")
    public int scanMemMultiplier;

    /** Unit of the memory. */
    @Param("4MB")
    public String workMem;

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
    public void join(Search search, ThreadParams thread) {
      enter(search, thread);
    }
  }

  /**
   * One search.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int nearestThatPass(Client client) throws SQLException {
    return client.executeNext();
  }
}
