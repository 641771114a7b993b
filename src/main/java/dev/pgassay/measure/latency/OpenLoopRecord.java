package dev.pgassay.measure.latency;

import org.HdrHistogram.Histogram;

/**
 * What an open loop recorded, in histograms of their own: response time (from the intended start),
 * service time (the timed part alone) and delay (between the two), so that for each request
 * response time is delay and service time together. Lag is how late those requests were taken up
 * for which a client was free and waiting: the client's own lateness, without what an operation
 * does before its timed part. All clients record in one, one at a time: some tenths of a
 * microsecond, and once a second the time in which the second is packed. Recording is thread-safe;
 * what was recorded is read when all clients have ended.
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
   * Records a request that succeeded.
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
   * @param intended when it was to start
   * @param taken when a client had it
   * @param awaited whether that client was free before it was to start
   * @param begin of its timed part
   * @param end of its timed part
   */
  record Moments(long intended, long taken, boolean awaited, long begin, long end) {
    /** How late the client was that waited for it. */
    long lag() {
      return taken - intended;
    }
  }

  /**
   * Returns the times from the intended start to the end of the answer.
   *
   * @return nanoseconds of the requests that succeeded
   */
  public LatencyProfile response() {
    return new LatencyProfile(response);
  }

  /**
   * Returns the times of the timed part: from sending to the end of the answer.
   *
   * @return nanoseconds of the requests that succeeded
   */
  public LatencyProfile service() {
    return new LatencyProfile(service);
  }

  /**
   * Returns the times from the intended start to sending.
   *
   * @return nanoseconds of the requests that succeeded
   */
  public LatencyProfile delay() {
    return new LatencyProfile(delay);
  }

  /**
   * Returns how late requests were taken up that a client was waiting for.
   *
   * @return nanoseconds; how late the clients themselves are
   */
  public LatencyProfile lag() {
    return new LatencyProfile(lag);
  }

  /**
   * Returns the seconds of the loop.
   *
   * @return throughput, response times and failures of each
   */
  public Timeline timeline() {
    return timeline;
  }

  /**
   * Returns how many requests failed.
   *
   * @return the count, which is in no latency
   */
  public long failed() {
    return failed;
  }

  /**
   * Returns how many requests were never sent, because the loop was too far behind.
   *
   * @return the count; above 0 the rate was more than server and clients can take
   */
  public long notBegun() {
    return notBegun;
  }

  /**
   * Returns how long the loop took until its last answer.
   *
   * @return nanoseconds since the beginning of the schedule; 0 without a request
   */
  public long elapsedNanos() {
    return elapsedNanos;
  }
}
