package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Results of an open loop: requests are due on a schedule that does not depend on the answers. The
 * point's latency is their service time. Immutable.
 *
 * @param arrivals distribution of the intervals between intended starts
 * @param offeredPerSecond requests per second of the schedule
 * @param achievedPerSecond successful requests per second, up to the last answer
 * @param durationSeconds length of the schedule
 * @param requests their outcomes
 * @param response from the intended start to the end of the answer; absent if none succeeded
 * @param delay from the intended start to sending, so that response time is delay plus service
 *     time; absent if none succeeded
 * @param lag how late a free and waiting client sent its requests: the client's own lateness;
 *     absent if no client ever waited
 * @param timeline the seconds in their order
 */
public record OpenLoad(
    Arrivals arrivals,
    double offeredPerSecond,
    double achievedPerSecond,
    double durationSeconds,
    Requests requests,
    Optional<Latency> response,
    Optional<Latency> delay,
    Optional<Latency> lag,
    List<Second> timeline) {
  /** The last answer may arrive after the length of the schedule divided by this. */
  private static final double KEPT_RATIO = 0.95;

  /**
   * If at least one request in twenty waits, everything above the 95th percentile may be a wait.
   */
  private static final double BUSY_RATIO = 0.05;

  public OpenLoad {
    Objects.requireNonNull(arrivals, "arrivals");
    Checked.measured("offeredPerSecond", offeredPerSecond);
    Checked.measured("achievedPerSecond", achievedPerSecond);
    Checked.measured("durationSeconds", durationSeconds);
    Objects.requireNonNull(requests, "requests");
    Objects.requireNonNull(response, "response");
    Objects.requireNonNull(delay, "delay");
    Objects.requireNonNull(lag, "lag");
    timeline = List.copyOf(timeline);
  }

  /**
   * Tells whether server and clients kept up with the schedule.
   *
   * @return whether every request was sent and the last answer arrived at most 5 % of the duration
   *     late; the number of Poisson arrivals varies by itself and is not considered
   */
  public boolean kept() {
    return requests.notBegun() == 0
        && achievedPerSecond * durationSeconds >= KEPT_RATIO * requests.succeeded();
  }

  /**
   * Returns the share of requests that found no client free at their intended start.
   *
   * @return share of the requests that succeeded or were never sent, 0 to 1; NaN if there are none
   */
  public double busyRatio() {
    long waitedFor = lag.map(Latency::operations).orElse(0L);
    double told = requests.succeeded() + requests.notBegun();
    return (told - waitedFor) / told;
  }

  /**
   * Tells whether so many requests found no client free that their wait determines the higher
   * percentiles of the response time.
   *
   * @return whether {@link #busyRatio} is more than 5 %
   */
  public boolean clientsBusy() {
    return busyRatio() > BUSY_RATIO;
  }

  /** The distribution of the intervals between intended starts. */
  public enum Arrivals {
    /** Equal intervals. */
    UNIFORM,
    /** Exponentially distributed intervals, as those of many independent users. */
    POISSON
  }

  /**
   * Outcomes of requests.
   *
   * @param succeeded requests in the latencies
   * @param failed requests that are in no latency
   * @param notBegun requests never sent, because the loop was too late for them
   */
  public record Requests(long succeeded, long failed, long notBegun) {
    public Requests {
      Checked.notNegative("succeeded", succeeded);
      Checked.notNegative("failed", failed);
      Checked.notNegative("notBegun", notBegun);
    }
  }

  /**
   * A second of the loop.
   *
   * @param number from 0
   * @param completed successful requests that ended in it
   * @param failed requests that failed in it
   * @param response of the requests that were intended to start in it; absent if there is none
   */
  public record Second(int number, long completed, long failed, Optional<Latency> response) {
    public Second {
      Checked.notNegative("number", number);
      Checked.notNegative("completed", completed);
      Checked.notNegative("failed", failed);
      Objects.requireNonNull(response, "response");
    }
  }
}
