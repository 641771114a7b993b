package dev.pgassay.benchmarks.listing;

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
 * A page of a listing in the order of time: what a composite index saves, and what a page far down
 * costs by OFFSET and by keyset.
 *
 * <p>Isolated is one prepared statement that returns 20 rows of three narrow columns. Its rival in
 * the same table is another set of indexes ({@code index}) on a copy of the same rows. The number
 * would be wrong if another index served the page: the gate demands the composite one by its name.
 *
 * <p>Run: {@code ./pgassay run Listing --param index=composite,none --param depth=1}. It needs the
 * file that the host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class ListingBenchmark {

  /** The listing, shared by all clients of a fork. The parameters are labels here. */
  @State(Scope.Benchmark)
  public static class Listings extends LoopState {
    /** Which indexes serve the listings; made by the host. */
    @Param("composite")
    public String index;

    /** Which columns have one value. */
    @Param("status")
    public String listing;

    /** How the page is asked for. */
    @Param("offset")
    public String page;

    /** The row of the listing that the page begins with. */
    @Param("1")
    public int depth;

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
    public void join(Listings listings, ThreadParams thread) {
      enter(listings, thread);
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
