package dev.pgassay.benchmarks.write;

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
import org.openjdk.jmh.infra.ThreadParams;

/**
 * A transaction that writes to the events: what the indexes and the trigger on them cost.
 *
 * <p>Isolated is a transaction with its commit, which waits for the log to be on disk as the server
 * is set. What it writes stays for as long as a point is measured: the table grows by it, as in
 * life. Rows that a delete needs are inserted outside of the timed part. WAL, dead rows and the
 * share of HOT updates (those that touch no index) stand beside the latencies.
 *
 * <p>Run: {@code ./pgassay run Write --param operation=insert}. It needs the file that the host
 * writes for its forks, so it cannot be run by JMH alone.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class WriteBenchmark {

  /** What is written, shared by all clients of a fork. The parameters are labels here. */
  @State(Scope.Benchmark)
  public static class Writes extends LoopState {
    /** Which indexes stand; made so by the host. */
    @Param("all")
    public String indexes;

    /** Whether the quality trigger stands; made so by the host. */
    @Param("on")
    public String trigger;

    /** What a transaction writes. */
    @Param("insert")
    public String operation;

    @Override
    protected ClientTask task(ForkContext context) {
      return WriteTask.of(context);
    }
  }

  /** A client with a session of its own. */
  @State(Scope.Thread)
  public static class Client extends ClientState {
    /** Enters the loop through the gate. */
    @Setup(Level.Trial)
    public void join(Writes writes, ThreadParams thread) {
      enter(writes, thread);
    }
  }

  /**
   * One transaction.
   *
   * @return the number of rows that it wrote
   */
  @Benchmark
  public int write(Client client) throws SQLException {
    return client.executeNext();
  }
}
