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
 * HNSW over half the bytes, other distances and vectors in their rows, beside the schema's own
 * index.
 *
 * <p>Isolated is what a smaller or other element of the graph changes: m and ef_construction are
 * pgvector's defaults throughout. Distances to the whole vector are the rival of those to halves,
 * and the truth is that of whole vectors, so that recall counts what halving lost.
 *
 * <p>Run: {@code ./pgassay run HnswVariants --param element=vector,halfvec}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HnswVariantsBenchmark {

  /** The index and the statement, shared by all clients of a fork. All values are labels here. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** What the graph's elements are. */
    @Param("vector")
    public String element;

    /** The distance. */
    @Param("cosine")
    public String metric;

    /** Where the vectors are kept. */
    @Param("external")
    public String storage;

    /** Candidates of a search. */
    @Param("40")
    public int efSearch;

    /** Neighbours asked for. */
    @Param("10")
    public int k;

    /** Whether the planner may read the whole table. */
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
