package dev.pgassay.selfcheck.overhead;

import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.latency.LatencyRecorder;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The work of our client between two operations, without a server: the part of each operation that
 * only our code adds. It must stay below a microsecond, a thousandth of a short search.
 *
 * <p>{@link #clock} is the lower limit: the two readings of the clock that any measuring loop
 * needs. {@link #latency} adds the histogram, {@link #latencyAndAnswer} also keeps the ten rows of
 * the answer and compares them with the last ones of the same query.
 *
 * <p>Latencies are log-normal around a millisecond, so that they fall into many of the histogram's
 * buckets: a constant one would find its bucket in the processor's cache. Forks have the flags of
 * ours ({@code ForkJvm}), hence the quick compiler.
 *
 * <p>Run: {@code scripts/selfcheck jmh RecordingBenchmark}
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
// The quick compiler finishes within a second.
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgs = {"-Xms256m", "-Xmx256m", "-Xmn8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"})
public class RecordingBenchmark {
  private static final int QUERIES = 1_000;
  private static final int ROWS = 10;

  /** A power of two, so that wrapping around needs no division. */
  private static final int LATENCIES = 1 << 12;

  private static final double MEDIAN_NANOS = 1e6;

  /** Standard deviation of the logarithm: two standard deviations are a factor of two. */
  private static final double SIGMA = 0.35;

  private final long[] latencies = new long[LATENCIES];
  private final long[] answer = new long[2 * ROWS];
  private Answers answers;
  private LatencyRecorder recorder;
  private int next;

  /** Draws latencies and begins an iteration as a fork does. */
  @Setup(Level.Iteration)
  public void begin() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < LATENCIES; i++) {
      latencies[i] = Math.round(MEDIAN_NANOS * Math.exp(SIGMA * random.nextGaussian()));
    }
    answers = new Answers(QUERIES, ROWS);
    recorder = new LatencyRecorder();
    recorder.beginInterval(System.currentTimeMillis(), System.nanoTime());
  }

  /** Ends the iteration, and checks that the recorder has recorded. */
  @TearDown(Level.Iteration)
  public void end() {
    recorder.endInterval(System.currentTimeMillis(), System.nanoTime());
    if (answers.changed() > 0) {
      throw new IllegalStateException("equal answers were taken for different ones");
    }
  }

  /**
   * Reads the clock as a client does around an operation.
   *
   * @return nanoseconds between the two readings
   */
  @Benchmark
  public long clock() {
    long begin = System.nanoTime();
    return System.nanoTime() - begin;
  }

  /**
   * Reads the clock and records a latency.
   *
   * @return nanoseconds between the two readings
   */
  @Benchmark
  public long latency() {
    long begin = System.nanoTime();
    long end = System.nanoTime();
    recorder.record(latencies[next++ & LATENCIES - 1], end);
    return end - begin;
  }

  /**
   * Reads the clock, records a latency and keeps an answer.
   *
   * @return nanoseconds between the two readings
   */
  @Benchmark
  public long latencyAndAnswer() {
    answers.record(next % QUERIES, answer, ROWS);
    return latency();
  }

  /** Returns the number of latencies that the finished iterations recorded. */
  long recorded() {
    return recorder.operations();
  }
}
