package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an open loop measured: requests left on a schedule, whatever the answers did. The point's
 * latency is their service time. Immutable.
 *
 * @param arrivals how the intended starts follow each other
 * @param offeredPerSecond requests a second of the schedule
 * @param achievedPerSecond requests a second that succeeded, up to the last answer
 * @param durationSeconds length of the schedule
 * @param requests what became of them
 * @param response from the intended start to the end of the answer; absent where none succeeded
 * @param delay from the intended start to sending, so that response time is delay and service time
 *     together; absent where none succeeded
 * @param lag how late requests were taken up that a client was free and waiting for: the client's
 *     own lateness; absent where no client ever waited
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
  /** Answers may end so much later than the schedule: its length divided by this. */
  private static final double KEPT_RATIO = 0.95;

  /** From one request in twenty on, all that lies above the 95th percentile may be a wait. */
  private static final double BUSY_RATIO = 0.05;

  /** Checks the components and copies the list. */
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
   * @return whether every request was sent and the last answer came within 5 % of the duration; the
   *     number of Poisson arrivals varies by itself and says nothing
   */
  public boolean kept() {
    return requests.notBegun() == 0
        && achievedPerSecond * durationSeconds >= KEPT_RATIO * requests.succeeded();
  }

  /**
   * Tells how many requests found no client free at their intended start.
   *
   * @return their share of those that succeeded and those that were never sent, 0 to 1; NaN where
   *     there are none
   */
  public double busyRatio() {
    long waitedFor = lag.map(Latency::operations).orElse(0L);
    double told = requests.succeeded() + requests.notBegun();
    return (told - waitedFor) / told;
  }

  /**
   * Tells whether so many requests found no client free that their wait makes the higher
   * percentiles of the response time.
   *
   * @return whether {@link #busyRatio} is more than 5 %
   */
  public boolean clientsBusy() {
    return busyRatio() > BUSY_RATIO;
  }

  /** How intended starts follow each other. */
  public enum Arrivals {
    /** At equal distances. */
    UNIFORM,
    /** At exponentially distributed distances, as those of many independent users. */
    POISSON
  }

  /**
   * What became of the requests.
   *
   * @param succeeded they are in the latencies
   * @param failed they are in none
   * @param notBegun never sent, because the loop was too far behind its schedule
   */
  public record Requests(long succeeded, long failed, long notBegun) {
    /** Checks the components. */
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
   * @param completed requests that ended in it with success
   * @param failed requests that ended in it without
   * @param response of the requests that were intended to start in it; absent where none was
   */
  public record Second(int number, long completed, long failed, Optional<Latency> response) {
    /** Checks the components. */
    public Second {
      Checked.notNegative("number", number);
      Checked.notNegative("completed", completed);
      Checked.notNegative("failed", failed);
      Objects.requireNonNull(response, "response");
    }
  }
}
