package dev.pgassay.benchmarks.variants;

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
 * All distances, sorted: what every index has to beat, and the only one that misses nothing.
 *
 * <p>Isolated are the distances, the reading of vectors from where they are stored, and the gain by
 * parallel workers. The number would be wrong if the index were used: the gate refuses that.
 *
 * <p>Run: {@code ./pgassay run ExactScan --param storage=external,plain}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ExactScanBenchmark {

  /** The index and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** The distance. */
    @Param("cosine")
    public String metric;

    /** Where the vectors are kept. */
    @Param("external")
    public String storage;

    /** Most parallel workers of a search. */
    @Param("0")
    public int workers;

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
  public int nearestOfAll(Client client) throws SQLException {
    return client.executeNext();
  }
}
