package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.latency.ArrivalSchedule;
import dev.pgassay.measure.latency.OpenLoop;
import dev.pgassay.measure.latency.PacingClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The work of an open loop for a request, apart from executing it: taking it from the schedule,
 * reading the clock, and recording it, for a load of one statement. The requests take no time and
 * are all due at once, so that no client ever waits, and none has a lag. The time for a request is
 * therefore the loop's own, for any number of clients that share it. {@link RecordingBenchmark}
 * measures what a client keeps of the answer.
 *
 * <p>Run: {@code scripts/selfcheck jmh OpenLoopBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Benchmark)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgs = {"-Xms256m", "-Xmx256m", "-Xmn8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class OpenLoopBenchmark {
  /** Enough that the work of a loop at its start and end does not count. */
  private static final int REQUESTS = 1_000_000;

  /** One per nanosecond: the last is due a millisecond after the first. */
  private static final double PER_SECOND = 1e9;

  private static final Duration PATIENCE = Duration.ofHours(1);

  /** Number of sessions. */
  @Param({"1", "2", "8"})
  public int clients;

  private ExecutorService threads;
  private List<Nothing> operations;

  /** Starts the clients' threads. */
  @Setup
  public void start() {
    threads = Executors.newFixedThreadPool(clients);
    operations = Stream.generate(Nothing::new).limit(clients).toList();
  }

  /** Ends the clients' threads. */
  @TearDown
  public void end() {
    threads.shutdownNow();
  }

  /**
   * Sends all requests.
   *
   * @throws InterruptedException if JMH ends it
   * @throws ExecutionException if recording fails
   */
  @Benchmark
  @OperationsPerInvocation(REQUESTS)
  public OpenLoop.Recorded requests() throws InterruptedException, ExecutionException {
    OpenLoop.Recorded recorded =
        new OpenLoop(
                ArrivalSchedule.uniform(PER_SECOND),
                Duration.ofNanos(REQUESTS),
                PATIENCE,
                PacingClock.SYSTEM)
            .run(operations, 1, threads);
    if (recorded.total().response().operations() != REQUESTS) {
      throw new IllegalStateException("requests were lost");
    }
    return recorded;
  }

  /** Takes as long as reading the clock. */
  private static final class Nothing implements OpenLoop.Operation {
    private long nanos;

    @Override
    public boolean execute() {
      nanos = System.nanoTime();
      return true;
    }

    @Override
    public long beginNanos() {
      return nanos;
    }

    @Override
    public long endNanos() {
      return nanos;
    }
  }
}
