package dev.pgassay.measure;

import org.HdrHistogram.Histogram;

/**
 * What an open loop recorded, in histograms of their own: response time (from the intended start),
 * service time (the timed part alone) and delay (between the two), so that for each request
 * response time is delay and service time together. Lag is how late those requests were taken up
 * for which a client was free and waiting: the client's own lateness, without what an operation
 * does before its timed part. Not thread-safe.
 */
public final class OpenLoopRecord {
  private final Histogram response = histogram();
  private final Histogram service = histogram();
  private final Histogram delay = histogram();
  private final Histogram lag = histogram();
  private final Timeline timeline;
  private long failed;
  private long notBegun;
  private long elapsedNanos;

  OpenLoopRecord(Timeline timeline) {
    this.timeline = timeline;
  }

  /** An empty record of one client, whose seconds are those of all. */
  OpenLoopRecord ofClient() {
    return new OpenLoopRecord(timeline);
  }

  private static Histogram histogram() {
    Histogram histogram = new Histogram(LatencyRecorder.SIGNIFICANT_DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  void succeeded(long origin, long intended, long begin, long end) {
    timeline.succeeded(intended - origin, begin - origin, end - origin);
    response.recordValue(end - intended);
    service.recordValue(end - begin);
    delay.recordValue(begin - intended);
    elapsedNanos = Math.max(elapsedNanos, end - origin);
  }

  void lagged(long origin, long nanos, long end) {
    timeline.lagged(nanos, end - origin);
    lag.recordValue(nanos);
  }

  void failed(long offsetNanos) {
    timeline.failed(offsetNanos);
    failed++;
    elapsedNanos = Math.max(elapsedNanos, offsetNanos);
  }

  void add(OpenLoopRecord other) {
    response.add(other.response);
    service.add(other.service);
    delay.add(other.delay);
    lag.add(other.lag);
    failed += other.failed;
    elapsedNanos = Math.max(elapsedNanos, other.elapsedNanos);
  }

  void ended(long requestsNotBegun, long epochMillis, long nanos) {
    notBegun = requestsNotBegun;
    timeline.ended(epochMillis, nanos);
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
