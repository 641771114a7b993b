package dev.pgassay.benchmarks.pool;

import dev.pgassay.benchmarks.loop.ClientState;
import dev.pgassay.benchmarks.loop.LoopState;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
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
 * One event by its primary key through a HikariCP pool that all clients share: from how many
 * connections on more of them do not serve more requests, and how long a request waits for one.
 *
 * <p>Isolated is what a request of an application does: take a connection, execute a prepared
 * statement that the driver keeps for that connection, give it back. The wait for the connection is
 * part of the latency and stands beside it as a mean and as the longest of any request; requests
 * that get none within a second are counted beside it. The number would be wrong if the look-up
 * itself were slow: the gate demands the primary key.
 *
 * <p>Run: {@code ./pgassay run Pool --clients 1,8,32}. It needs the file that the host writes for
 * its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class PoolBenchmark {

  /** The pool, shared by all clients of a fork. */
  @State(Scope.Benchmark)
  public static class Pool extends LoopState {
    /** Connections of the pool. A label: the host tells the fork. */
    @Param("8")
    public int poolSize;

    @Override
    protected ClientTask task(ForkContext context) {
      return PooledLookup.of(context, new QueryFiles());
    }
  }

  /** A client, which has no connection of its own. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate. */
    @Setup(Level.Trial)
    public void join(Pool pool, ThreadParams thread) {
      enter(pool, thread);
    }
  }

  /**
   * One look-up.
   *
   * @return the number of rows, so that nothing is optimised away
   */
  @Benchmark
  public int lookUp(Client client) throws SQLException {
    return client.executeNext();
  }
}
