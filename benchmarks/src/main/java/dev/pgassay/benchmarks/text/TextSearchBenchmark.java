package dev.pgassay.benchmarks.text;

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
 * Text search over the events: what each kind of query costs with a GIN index, in each of its
 * states, and without one.
 *
 * <p>{@code result=count} isolates matching: the index, and the rows that it cannot decide about.
 * {@code result=top10} adds what a page of hits needs, the rank of every match; {@code top1} and
 * {@code top100} tell what the length of the page adds to that. Sequential scan is the floor that
 * the index is compared with ({@code gin=none}).
 *
 * <p>The number would be wrong if other rows were found: counts, and ranked rows in their order,
 * are compared with an evaluation of the generated texts that does not ask the server.
 *
 * <p>Run: {@code ./pgassay run TextSearch --param query=rare,common}.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class TextSearchBenchmark {

  /** The index and the statement, shared by all clients of a fork. */
  @State(Scope.Benchmark)
  public static class Search extends LoopState {
    /** The state of the index, made by the host: here it is a label. */
    @Param("on")
    public String gin;

    /** What the queries are about; the texts come from the host. */
    @Param("common")
    public String query;

    /** Whether matches are counted or the k best are returned. */
    @Param("top10")
    public String result;

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
  public int textSearch(Client client) throws SQLException {
    return client.executeNext();
  }
}
