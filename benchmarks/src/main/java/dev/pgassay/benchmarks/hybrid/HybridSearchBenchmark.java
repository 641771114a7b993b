package dev.pgassay.benchmarks.hybrid;

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
 * Search by words, by vectors and by both in one statement: what fusion costs, and what it gains.
 *
 * <p>Isolated is the statement: two rankings of the same depth, fused by their reciprocal ranks,
 * are compared with either ranking alone. Gain is judged by what the generator knows each query to
 * be about, not by the distance that one of the rankings goes by.
 *
 * <p>Recall is that of the same search made exactly: what the HNSW index loses of it.
 *
 * <p>Run: {@code ./pgassay run HybridSearch --param candidates=20,50,100}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HybridSearchBenchmark {

  /** The index and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** By what events are found. */
    @Param("hybrid")
    public String mode;

    /** What the words of a query tell of its topic. */
    @Param("named")
    public String words;

    /** How far each ranking goes that is fused. */
    @Param("50")
    public int candidates;

    /** The constant of the fusion. */
    @Param("60")
    public int rrfK;

    /** Candidates of the vector search. */
    @Param("100")
    public int efSearch;

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
  public int topTen(Client client) throws SQLException {
    return client.executeNext();
  }
}
