package dev.pgassay.measure.latency;

import java.util.SplittableRandom;

/**
 * An endless sequence of intended starts of requests, independent of the answers. Not thread-safe.
 */
public final class ArrivalSchedule {
  private static final double NANOS_PER_SECOND = 1e9;

  private final double gapNanos;
  private final SplittableRandom random;
  private double nextNanos;

  private ArrivalSchedule(double perSecond, SplittableRandom random) {
    if (!(perSecond > 0) || Double.isInfinite(perSecond)) {
      throw new IllegalArgumentException("rate must be greater than 0 a second: " + perSecond);
    }
    this.gapNanos = NANOS_PER_SECOND / perSecond;
    this.random = random;
    this.nextNanos = random == null ? 0 : gap();
  }

  /**
   * Makes a schedule of equal intervals whose first request starts at once.
   *
   * @param perSecond requests per second, greater than 0
   */
  public static ArrivalSchedule uniform(double perSecond) {
    return new ArrivalSchedule(perSecond, null);
  }

  /**
   * Makes a schedule of many independent users: a Poisson process with exponentially distributed
   * intervals.
   *
   * @param perSecond mean number of requests per second, greater than 0
   * @param seed of the intervals
   */
  public static ArrivalSchedule poisson(double perSecond, long seed) {
    return new ArrivalSchedule(perSecond, new SplittableRandom(seed));
  }

  /**
   * Returns the next intended start in nanoseconds since the beginning of the schedule, never less
   * than the previous one.
   */
  public long next() {
    long start = (long) nextNanos;
    nextNanos += random == null ? gapNanos : gap();
    return start;
  }

  /**
   * Draws by inversion: -ln(1 - u) is exponentially distributed with mean 1 (Knuth, TAOCP 3.4.1 D).
   */
  private double gap() {
    return -Math.log1p(-random.nextDouble()) * gapNanos;
  }
}
