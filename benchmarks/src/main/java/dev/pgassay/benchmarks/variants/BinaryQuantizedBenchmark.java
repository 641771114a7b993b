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
 * HNSW over the signs of the components, and the candidates ranked again by their whole vectors.
 *
 * <p>Isolated is the depth: so many candidates by Hamming distance are read from the table and
 * measured in full. Few make it quick and blind, many bring it up to the index on whole vectors.
 *
 * <p>Run: {@code ./pgassay run BinaryQuantized --param candidates=20,100,400}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class BinaryQuantizedBenchmark {

  /** The index and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** Candidates by Hamming distance that are ranked again. */
    @Param("100")
    public int candidates;

    /** Distance by which candidates are ranked again. */
    @Param("cosine")
    public String metric;

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
  public int nearestReRanked(Client client) throws SQLException {
    return client.executeNext();
  }
}
