package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.loop.ClientState;
import dev.pgassay.benchmarks.loop.LoopState;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
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
import org.openjdk.jmh.annotations.Timeout;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * Some thousand generated events brought into an empty table in one transaction: what the way of
 * sending them and the indexes that stand meanwhile cost.
 *
 * <p>Isolated is the load with its commit. The rows are made beforehand: for COPY in a file of its
 * format, which the client sends as it is, for INSERT as objects that the client binds. The table
 * is emptied outside of the timed part, and its triggers are off, as they are when a dataset is
 * loaded. An HNSW index grows from nothing meanwhile, so that with it a larger load is slower by
 * the row. One latency is that of a whole load; rows per second and the log by the row stand beside
 * it.
 *
 * <p>Run: {@code ./pgassay run BulkLoad --param method=copy_binary,insert_100}. It needs the file
 * that the host writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
// With the HNSW index standing a load takes minutes; JMH would interrupt it after ten.
@Timeout(time = 2, timeUnit = TimeUnit.HOURS)
public class BulkLoadBenchmark {

  /** What is loaded and how. The parameters are labels here: the host tells the fork. */
  @State(Scope.Benchmark)
  public static class Load extends LoopState {
    /** Which indexes stand; made so by the host. */
    @Param("primary_key")
    public String indexes;

    /** How rows are sent. */
    @Param("copy_binary")
    public String method;

    /** Rows of a load. */
    @Param("1000")
    public int rows;

    @Override
    protected ClientTask task(ForkContext context) {
      return BulkLoadTask.of(context);
    }
  }

  /** The one client. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate, which loads once and reads back. */
    @Setup(Level.Trial)
    public void join(Load load, ThreadParams thread) {
      enter(load, thread);
    }
  }

  /**
   * One load.
   *
   * @return the number of rows that came in
   */
  @Benchmark
  public int load(Client client) throws SQLException {
    return client.executeNext();
  }
}
