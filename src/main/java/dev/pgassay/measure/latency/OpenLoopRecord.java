package dev.pgassay.measure.latency;

import org.HdrHistogram.Histogram;

/**
 * Records an open loop in separate histograms: response time (from the intended start), service
 * time (only the timed part) and delay (between the two), so that for each request response time is
 * delay plus service time. Lag is the delay of requests for which a client was free and waiting:
 * the client's own lateness, without the operation's work before its timed part. All clients share
 * one record, one at a time. An update takes some tenths of a microsecond, and once a second the
 * time of packing the second. Recording is thread-safe; read the record after all clients have
 * ended.
 */
public final class OpenLoopRecord {
  private final Histogram response = LatencyRecorder.histogram();
  private final Histogram service = LatencyRecorder.histogram();
  private final Histogram delay = LatencyRecorder.histogram();
  private final Histogram lag = LatencyRecorder.histogram();
  private final Timeline timeline;
  private long failed;
  private long notBegun;
  private long elapsedNanos;

  OpenLoopRecord(Timeline timeline) {
    this.timeline = timeline;
  }

  /**
   * Records a successful request.
   *
   * @param request its moments, since the beginning of the loop
   */
  synchronized void succeeded(Moments request) {
    timeline.succeeded(request);
    response.recordValue(request.end() - request.intended());
    service.recordValue(request.end() - request.begin());
    delay.recordValue(request.begin() - request.intended());
    if (request.awaited()) {
      lag.recordValue(request.lag());
    }
    elapsedNanos = Math.max(elapsedNanos, request.end());
  }

  synchronized void failed(long offsetNanos) {
    timeline.failed(offsetNanos);
    failed++;
    elapsedNanos = Math.max(elapsedNanos, offsetNanos);
  }

  synchronized void ended(long requestsNotBegun, long epochMillis, long nanos) {
    notBegun = requestsNotBegun;
    timeline.ended(epochMillis, nanos);
  }

  /**
   * The moments of a request, in nanoseconds since the beginning of the loop.
   *
   * @param intended its intended start
   * @param taken when a client took it
   * @param awaited whether that client was free before the intended start
   * @param begin of its timed part
   * @param end of its timed part
   */
  record Moments(long intended, long taken, boolean awaited, long begin, long end) {
    /** Returns how late the waiting client was. */
    long lag() {
      return taken - intended;
    }
  }

  /**
   * Returns the times from the intended start to the end of the answer, in nanoseconds, of
   * successful requests.
   */
  public LatencyProfile response() {
    return new LatencyProfile(response);
  }

  /**
   * Returns the times of the timed part, from sending to the end of the answer, in nanoseconds, of
   * successful requests.
   */
  public LatencyProfile service() {
    return new LatencyProfile(service);
  }

  /**
   * Returns the times from the intended start to sending, in nanoseconds, of successful requests.
   */
  public LatencyProfile delay() {
    return new LatencyProfile(delay);
  }

  /**
   * Returns how late waiting clients took their requests, in nanoseconds: the lateness of the
   * clients themselves.
   */
  public LatencyProfile lag() {
    return new LatencyProfile(lag);
  }

  /** Returns throughput, response times and failures of each second. */
  public Timeline timeline() {
    return timeline;
  }

  /** Returns the number of failed requests, which are in no latency. */
  public long failed() {
    return failed;
  }

  /**
   * Returns the number of requests that were never sent, because the loop was too late. If there
   * are any, server and clients cannot sustain the rate.
   */
  public long notBegun() {
    return notBegun;
  }

  /**
   * Returns the time from the beginning of the schedule to the last answer, in nanoseconds; 0
   * without a request.
   */
  public long elapsedNanos() {
    return elapsedNanos;
  }
}
