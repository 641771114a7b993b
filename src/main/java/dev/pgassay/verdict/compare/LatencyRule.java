package dev.pgassay.verdict.compare;

import dev.pgassay.stats.ConfidenceInterval;
import java.util.Optional;

/**
 * How latencies are judged. The procedure and the defaults come from a simulation of 40 queries
 * under heavy-tailed noise with drift: interleaved rounds, a bound on false discoveries and a least
 * effect gave a false alarm in 3 of 100 comparisons, and confirmation by fresh rounds in fewer than
 * 1; every part alone gave one in most. Immutable.
 *
 * @param falseDiscoveryRate of all tests of a comparison
 * @param leastRounds before anything is said
 * @param mostRounds after which the first stage ends
 * @param confirmingRounds in which a suspected regression must show itself once more
 * @param leastNanos a smaller difference does not count, whatever its ratio, since no one can feel
 *     it
 * @param unstableRatio half the width of an interval, or a difference of equal arms, from which on
 *     nothing can be said
 * @param resamples of each bootstrap interval
 */
public record LatencyRule(
    double falseDiscoveryRate,
    int leastRounds,
    int mostRounds,
    int confirmingRounds,
    double leastNanos,
    double unstableRatio,
    int resamples) {
  /** The default rule. */
  public static final LatencyRule DEFAULT = new LatencyRule(0.05, 10, 20, 14, 10_000, 0.10, 2_000);

  /** The share of cases in which a difference of the detectable size is found. */
  public static final double POWER = 0.9;

  public LatencyRule {
    if (!(falseDiscoveryRate > 0 && falseDiscoveryRate < 1)) {
      throw new IllegalArgumentException(
          "falseDiscoveryRate must be between 0 and 1: " + falseDiscoveryRate);
    }
    if (leastRounds < 7 || mostRounds < leastRounds || confirmingRounds < 7) {
      throw new IllegalArgumentException(
          "rounds must be at least 7: "
              + leastRounds
              + ", "
              + mostRounds
              + ", "
              + confirmingRounds);
    }
  }

  /**
   * Returns the same rule with another number of resamples.
   *
   * @param number of each bootstrap interval
   * @return the changed rule
   */
  public LatencyRule resampling(int number) {
    return new LatencyRule(
        falseDiscoveryRate,
        leastRounds,
        mostRounds,
        confirmingRounds,
        leastNanos,
        unstableRatio,
        number);
  }

  /**
   * Returns the same rule with an earlier end of the first stage, for example because there is no
   * time for more.
   *
   * @param rounds after which it ends, not fewer than are needed to say anything
   * @return the changed rule
   */
  public LatencyRule endingAfter(int rounds) {
    return new LatencyRule(
        falseDiscoveryRate,
        leastRounds,
        rounds,
        confirmingRounds,
        leastNanos,
        unstableRatio,
        resamples);
  }

  /**
   * Tells whether nothing that matters can hide in a percentile: its change is surely below the
   * tolerance, and the rounds are steady enough to say so.
   */
  boolean clear(RoundSeries series, double tolerance) {
    return series.surelyBelow(Math.log1p(tolerance))
        && !unstable(series.controlRatio(), series.interval(resamples), tolerance);
  }

  /**
   * Tells whether the contender is slower than both of the equal arms by an amount that matters. A
   * difference between the equal arms is no evidence against the contender.
   */
  boolean matters(RoundSeries series, double tolerance) {
    double change = Math.min(series.changeRatio(), series.changeAgainstControlRatio());
    return change >= tolerance
        && change * series.medianBaseNanos() >= leastNanos
        && series.interval(resamples).filter(it -> it.low() > 0).isPresent();
  }

  /**
   * Tells whether the contender is faster than both of the equal arms by an amount that matters.
   *
   * @param effect of the series
   * @param level of the test, above 0
   */
  boolean faster(RoundSeries series, Effect effect, double tolerance, double level) {
    return Math.max(effect.changeRatio(), series.changeAgainstControlRatio())
            <= -tolerance / (1 + tolerance)
        && series.fasterPValue() <= level
        && effect.interval().filter(it -> it.high() < 0).isPresent();
  }

  /** Tells whether equal arms are too far apart, or the interval is too wide, to say anything. */
  boolean unstable(double controlRatio, Optional<ConfidenceInterval> interval, double tolerance) {
    double most = Math.max(unstableRatio, tolerance);
    return Math.abs(controlRatio) >= most
        || interval.map(ConfidenceInterval::width).orElse(Double.POSITIVE_INFINITY) >= 2 * most;
  }
}
