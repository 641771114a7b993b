package dev.pgassay.measure;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The seconds of an open loop: how many requests ended in each, and how long those took that were
 * intended to start in it, so that a stall shows where it began. Thread-safe.
 */
public final class Timeline {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Two digits: an error of 1 % in a chart, and a tenth of the memory of three. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final List<Second> seconds = new ArrayList<>();

  Timeline() {}

  /** One second, while it is recorded. */
  private static final class Second {
    private final Histogram response = new Histogram(SIGNIFICANT_DIGITS);
    private long completed;
    private long failed;

    Second() {
      response.setAutoResize(true);
    }
  }

  /**
   * What a second was like.
   *
   * @param second its number, from 0
   * @param completed requests that ended in it with success
   * @param failed requests that ended in it without
   * @param response times of the requests that were intended to start in it, in nanoseconds
   */
  public record Row(int second, long completed, long failed, LatencyProfile response) {}

  synchronized void succeeded(long intendedNanos, long endNanos) {
    second(endNanos).completed++;
    second(intendedNanos).response.recordValue(endNanos - intendedNanos);
  }

  synchronized void failed(long endNanos) {
    second(endNanos).failed++;
  }

  /**
   * Returns the seconds.
   *
   * @return in their order, without gaps
   */
  public synchronized List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < seconds.size(); i++) {
      Second second = seconds.get(i);
      rows.add(
          new Row(i, second.completed, second.failed, new LatencyProfile(second.response.copy())));
    }
    return rows;
  }

  private Second second(long nanos) {
    int number = (int) (nanos / NANOS_PER_SECOND);
    while (seconds.size() <= number) {
      seconds.add(new Second());
    }
    return seconds.get(number);
  }
}
