package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.MeasuredClient;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.infra.ThreadParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * The closed loop of every benchmark. JMH makes one instance for each thread, which is one client
 * with a session of its own.
 *
 * <p>A benchmark extends this class by its {@code @Param} fields, each with a {@link
 * ParameterInfo}, and by one {@code @Benchmark} method that calls {@link #executeNext}. The
 * method's name says what it isolates. No field is read here: the host has put the values into the
 * database, the settings and the statement before the fork starts. A fork needs the file that the
 * host writes for it, so JMH alone cannot run a benchmark.
 *
 * <p>JMH reports the throughput of all clients together. Each service time goes into our own
 * histogram, because JMH cannot merge the samples of different forks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public abstract class LoopBenchmark {
  private LoopState fork;
  private MeasuredClient client;

  /**
   * Executes the client's next query.
   *
   * @return the number of rows, so that the compiler removes nothing
   * @throws SQLException if the connection is lost
   */
  protected final int executeNext() throws SQLException {
    return client.executeNext();
  }

  /** Takes this client through the gate. */
  @Setup(Level.Trial)
  public void enter(LoopState shared, ThreadParams thread) {
    fork = shared;
    client = fork.clients().join(thread.getThreadIndex());
  }

  /** Begins to record, unless this is a warm-up iteration. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      client.beginRecording();
    }
  }

  /** Ends the recording of this iteration. */
  @TearDown(Level.Iteration)
  public void end() {
    client.endRecording();
  }

  /** Leaves the benchmark; the last client reports to the host. */
  @TearDown(Level.Trial)
  public void leave() {
    fork.leave();
  }
}
