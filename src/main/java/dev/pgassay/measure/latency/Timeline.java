package dev.pgassay.measure.latency;

import dev.pgassay.measure.latency.OpenLoopRecord.Moments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The seconds of an open loop: how many requests ended in each, and the response times of those
 * that were intended to start in it, so that a stall appears where it began. For the log, the times
 * of each request are also kept in full, in the second in which it ended. Not thread-safe: its
 * record admits one client at a time. Read it after all have ended.
 */
public final class Timeline {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Two digits: an error of 1 % in a chart, and a tenth of the memory of three. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final List<Second> seconds = new ArrayList<>();
  private final LatencyRecorder response = new LatencyRecorder();
  private final LatencyRecorder delay = new LatencyRecorder();
  private final LatencyRecorder lag = new LatencyRecorder();

  /**
   * @param epochMillis the wall-clock time of the beginning of the loop
   */
  Timeline(long epochMillis) {
    recorders().values().forEach(recorder -> recorder.beginInterval(epochMillis, 0));
  }

  /** Accumulates one second. */
  private static final class Second {
    private final Histogram response =
        new Histogram(1, LatencyRecorder.LONGEST_NANOS, SIGNIFICANT_DIGITS);
    private long completed;
    private long failed;

    Second() {
      response.setAutoResize(true);
    }
  }

  /**
   * One second.
   *
   * @param second its number, from 0
   * @param completed successful requests that ended in it
   * @param failed requests that failed in it
   * @param response times of the requests that were intended to start in it, in nanoseconds
   */
  public record Row(int second, long completed, long failed, LatencyProfile response) {}

  void succeeded(Moments request) {
    long end = request.end();
    second(end).completed++;
    second(request.intended()).response.recordValue(end - request.intended());
    response.record(end - request.intended(), end);
    delay.record(request.begin() - request.intended(), end);
    if (request.awaited()) {
      lag.record(request.lag(), end);
    }
  }

  void failed(long endNanos) {
    second(endNanos).failed++;
  }

  void ended(long epochMillis, long nanos) {
    recorders().values().forEach(recorder -> recorder.endInterval(epochMillis, nanos));
  }

  /** Returns the content of the log by its tags. */
  Map<String, LatencyRecorder> recorders() {
    Map<String, LatencyRecorder> recorders = new LinkedHashMap<>();
    recorders.put("response", response);
    recorders.put("delay", delay);
    recorders.put("lag", lag);
    return recorders;
  }

  /** Returns the seconds in their order, without gaps. */
  public List<Row> rows() {
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
