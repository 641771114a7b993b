package dev.pgassay.measure.latency;

import java.util.SplittableRandom;

/**
 * When requests are to leave, whatever the answers do. A sequence of intended starts that never
 * ends. Not thread-safe.
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
   * Requests at equal distances, the first one at once.
   *
   * @param perSecond how many a second, greater than 0
   * @return the schedule
   */
  public static ArrivalSchedule uniform(double perSecond) {
    return new ArrivalSchedule(perSecond, null);
  }

  /**
   * Requests of many independent users: a Poisson process, whose distances are exponentially
   * distributed.
   *
   * @param perSecond how many a second on average, greater than 0
   * @param seed of the distances
   * @return the schedule
   */
  public static ArrivalSchedule poisson(double perSecond, long seed) {
    return new ArrivalSchedule(perSecond, new SplittableRandom(seed));
  }

  /**
   * Returns the next intended start.
   *
   * @return nanoseconds since the beginning of the schedule, never less than the one before
   */
  public long next() {
    long start = (long) nextNanos;
    nextNanos += random == null ? gapNanos : gap();
    return start;
  }

  /** By inversion: -ln(1 - u) is exponentially distributed with mean 1 (Knuth, TAOCP 3.4.1 D). */
  private double gap() {
    return -Math.log1p(-random.nextDouble()) * gapNanos;
  }
}
