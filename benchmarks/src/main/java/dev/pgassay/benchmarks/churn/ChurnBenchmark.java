package dev.pgassay.benchmarks.churn;

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
 * A search by an HNSW index after rounds of deletes and inserts: what dead rows, a vacuum and a
 * rebuild do to recall, latency and size.
 *
 * <p>Isolated is one search by one statement, as in HnswSearch, when the rounds are over: nothing
 * is written while it is timed. Its rivals are the same search after other upkeep and before any
 * round. The same rows go and come in every run and under all upkeep, at random and not by age.
 *
 * <p>Run: {@code ./pgassay run Churn --param rounds=0,1,2,3,4,5}. It needs the file that the host
 * writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ChurnBenchmark {

  /** The search, shared by all clients of a fork. The parameters are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** Percent of the events that a round replaces; done so by the host. */
    @Param("10")
    public int share;

    /** Rounds before the search is measured; done so by the host. */
    @Param("0")
    public int rounds;

    /** Whether each round ends with a vacuum; done so by the host. */
    @Param("on")
    public String vacuum;

    /** Whether the index is rebuilt after the last round; done so by the host. */
    @Param("off")
    public String reindex;

    /** Candidates of a search. */
    @Param("40")
    public int efSearch;

    /** Neighbours asked for. */
    @Param("10")
    public int k;

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
  public int nearestK(Client client) throws SQLException {
    return client.executeNext();
  }
}
