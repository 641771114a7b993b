package dev.pgassay.measure.latency;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Records the service times of one client in intervals (a JMH iteration, or the schedule of an open
 * loop), with a histogram for each second. Recording allocates nothing up to latencies of a second.
 * At the end of a second its histogram is packed into a few kilobytes. Latencies reach the
 * histogram a few dozen at a time, because it is cold in the processor's caches when clients take
 * turns on a processor. A histogram that was updated after each operation made a {@code SELECT 1}
 * with eight clients 4 % longer (docs/figures.md). Failures are counted in the second in which they
 * occurred, and have no time. Not thread-safe: one per client, or all clients one after the other.
 *
 * <p>The recorded time is service time: it starts when the client sends, so it does not contain the
 * time that a request would have waited behind a stalled one.
 */
public final class LatencyRecorder {
  /**
   * Three digits: the error of a recorded latency is at most 0.1 %, less than any verdict needs.
   */
  static final int SIGNIFICANT_DIGITS = 3;

  /** The longest time without growing the histogram, which would disturb the measurement. */
  static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final byte[] NOTHING = {};

  /** Half a kilobyte of latencies. */
  private static final int PENDING = 64;

  private final List<Interval> intervals = new ArrayList<>();
  private final Histogram second = histogram();
  private final long[] pending = new long[PENDING];
  private int pendingCount;
  private List<byte[]> seconds = new ArrayList<>();
  private Map<Integer, Map<String, Long>> failures = new TreeMap<>();
  private ByteBuffer scratch = ByteBuffer.allocate(0);
  private long beginMillis;
  private long secondEndNanos;
  private long operations;

  /**
   * A finished interval.
   *
   * @param beginMillis wall-clock time
   * @param endMillis wall-clock time
   * @param seconds its histograms; the last second is shorter; empty if nothing ended
   * @param failures number of failed executions, by number of the second and SQLSTATE
   */
  record Interval(
      long beginMillis,
      long endMillis,
      List<byte[]> seconds,
      Map<Integer, Map<String, Long>> failures) {
    /** Adds the recordings of a second, from 0; nothing if the interval is shorter. */
    void addTo(Histogram sum, int number) {
      if (number < seconds.size() && seconds.get(number).length > 0) {
        sum.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(seconds.get(number)), 0));
      }
    }
  }

  /**
   * Begins an interval.
   *
   * @param epochMillis the wall-clock time, in milliseconds since 1970-01-01T00:00:00Z
   * @param nanoTime the same moment, in nanoseconds by the clock of {@link #record}
   */
  public void beginInterval(long epochMillis, long nanoTime) {
    beginMillis = epochMillis;
    secondEndNanos = nanoTime + SECOND_NANOS;
  }

  /**
   * Records one operation, in the second in which it ended.
   *
   * @param elapsedNanos its service time in nanoseconds, not negative
   * @param endNanos when it ended; an operation that ended in a second before the last recorded
   *     one, as is possible with several clients, is counted in the later second
   */
  public void record(long elapsedNanos, long endNanos) {
    if (endNanos - secondEndNanos >= 0) {
      endSecondsBefore(endNanos);
    }
    pending[pendingCount++] = elapsedNanos;
    if (pendingCount == PENDING) {
      recordPending();
    }
  }

  private void recordPending() {
    for (int i = 0; i < pendingCount; i++) {
      second.recordValue(pending[i]);
    }
    pendingCount = 0;
  }

  /**
   * Counts a failed execution, in the second in which it failed. Allocates memory, unlike
   * successful operations.
   *
   * @param sqlState the SQLSTATE of the failure
   * @param nanoTime not before the operation that was recorded last
   */
  public void fail(String sqlState, long nanoTime) {
    endSecondsBefore(nanoTime);
    failures
        .computeIfAbsent(seconds.size(), second -> new TreeMap<>())
        .merge(sqlState, 1L, Long::sum);
  }

  private void endSecondsBefore(long nanoTime) {
    while (nanoTime - secondEndNanos >= 0) {
      seconds.add(packed());
      secondEndNanos += SECOND_NANOS;
    }
  }

  /**
   * Ends the interval.
   *
   * @param epochMillis the wall-clock time, in milliseconds since 1970-01-01T00:00:00Z
   * @param nanoTime the same moment, in nanoseconds by the clock of {@link #record}
   */
  public void endInterval(long epochMillis, long nanoTime) {
    endSecondsBefore(nanoTime);
    seconds.add(packed());
    intervals.add(new Interval(beginMillis, epochMillis, seconds, failures));
    seconds = new ArrayList<>();
    failures = new TreeMap<>();
  }

  /** Returns the number of operations in all finished intervals. */
  public long operations() {
    return operations;
  }

  List<Interval> intervals() {
    return List.copyOf(intervals);
  }

  static Histogram histogram() {
    Histogram histogram = new Histogram(1, LONGEST_NANOS, SIGNIFICANT_DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  private byte[] packed() {
    recordPending();
    if (second.getTotalCount() == 0) {
      return NOTHING;
    }
    operations += second.getTotalCount();
    int needed = second.getNeededByteBufferCapacity();
    if (scratch.capacity() < needed) {
      scratch = ByteBuffer.allocate(needed);
    }
    scratch.clear();
    int length = second.encodeIntoByteBuffer(scratch);
    second.reset();
    return Arrays.copyOf(scratch.array(), length);
  }
}
