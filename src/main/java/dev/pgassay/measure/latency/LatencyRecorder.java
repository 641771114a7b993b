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
 * Records the service times of one client, an interval (a JMH iteration, or the schedule of an open
 * loop) at a time, and keeps the seconds of each apart. Recording allocates nothing up to latencies
 * of a second; when a second is over its histogram is packed into the few kilobytes that it needs.
 * Latencies reach the histogram a few dozen at a time: it is cold in the processor's caches when
 * clients take turns on a processor, and one that was touched after each operation made a {@code
 * SELECT 1} with eight of them 4 % longer (docs/figures.md). What failed is counted in the second
 * in which it did, and has no time. Not thread-safe: one per client, or all clients one after the
 * other.
 *
 * <p>What is recorded is service time: it starts when the client sends, so time that a request
 * would have waited behind a stalled one is not in it.
 */
public final class LatencyRecorder {
  /** Three digits: a recorded latency is off by at most 0.1 %, less than any verdict needs. */
  static final int SIGNIFICANT_DIGITS = 3;

  /** Histograms hold it from the start: growing would disturb what is measured meanwhile. */
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
   * @param seconds of it, the last one as long as is left; an empty array where nothing ended
   * @param failures how many executions failed, by number of the second and SQLSTATE
   */
  record Interval(
      long beginMillis,
      long endMillis,
      List<byte[]> seconds,
      Map<Integer, Map<String, Long>> failures) {
    /** Adds what was recorded in a second, from 0; nothing where the interval is shorter. */
    void addTo(Histogram sum, int number) {
      if (number < seconds.size() && seconds.get(number).length > 0) {
        sum.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(seconds.get(number)), 0));
      }
    }
  }

  /**
   * Begins an interval; what is recorded from now on belongs to it.
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
   * @param endNanos when it ended; where that was in a second before the last recorded one, as it
   *     can be of several clients, it is counted in the later second
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
   * Counts an execution that failed, in the second in which it did. Allocates, unlike what
   * succeeds.
   *
   * @param sqlState why it failed
   * @param nanoTime when, not before the operation that was recorded last
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

  /**
   * Returns how many operations all finished intervals hold.
   *
   * @return the count
   */
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
