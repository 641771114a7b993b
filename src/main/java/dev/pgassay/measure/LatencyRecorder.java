package dev.pgassay.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Records the service times of one client, an interval (a JMH iteration) at a time. Recording
 * allocates nothing once the histogram has grown to the largest latency seen. Not thread-safe: one
 * per client.
 *
 * <p>What is recorded is service time in a closed loop: it starts when the client sends, so time
 * that a request would have waited behind a stalled one is not in it.
 */
public final class LatencyRecorder {
  /** Three digits: a recorded latency is off by at most 0.1 %, less than any verdict needs. */
  static final int SIGNIFICANT_DIGITS = 3;

  private final List<Histogram> intervals = new ArrayList<>();
  private Histogram current;

  /**
   * Begins an interval; what is recorded from now on belongs to it.
   *
   * @param epochMillis the wall-clock time, in milliseconds since 1970-01-01T00:00:00Z
   */
  public void beginInterval(long epochMillis) {
    current = new Histogram(SIGNIFICANT_DIGITS);
    current.setAutoResize(true);
    current.setStartTimeStamp(epochMillis);
  }

  /**
   * Records one operation.
   *
   * @param elapsedNanos its service time in nanoseconds, not negative
   */
  public void record(long elapsedNanos) {
    current.recordValue(elapsedNanos);
  }

  /**
   * Ends the interval.
   *
   * @param epochMillis the wall-clock time, in milliseconds since 1970-01-01T00:00:00Z
   */
  public void endInterval(long epochMillis) {
    current.setEndTimeStamp(epochMillis);
    intervals.add(current);
    current = null;
  }

  /**
   * Returns how many operations all finished intervals hold.
   *
   * @return the count
   */
  public long operations() {
    return intervals.stream().mapToLong(Histogram::getTotalCount).sum();
  }

  List<Histogram> intervals() {
    return List.copyOf(intervals);
  }
}
