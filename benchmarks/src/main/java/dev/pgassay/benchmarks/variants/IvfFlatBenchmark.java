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
 * IVFFlat: the events in lists around centres, of which a search probes some.
 *
 * <p>Its build is the cheap one, and its recall is bought by probes. The rival is HNSW at equal
 * recall; with all lists probed it is an exact scan.
 *
 * <p>Run: {@code ./pgassay run IvfFlat --param lists=100 --param probes=1,10}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class IvfFlatBenchmark {

  /** The index and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** Lists of the index. */
    @Param("100")
    public int lists;

    /** Distance, of the index and of the statement. */
    @Param("cosine")
    public String metric;

    /** Lists that a search reads. */
    @Param("10")
    public int probes;

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
  public int nearestProbed(Client client) throws SQLException {
    return client.executeNext();
  }
}
