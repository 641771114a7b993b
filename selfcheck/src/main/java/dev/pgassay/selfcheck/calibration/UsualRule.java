package dev.pgassay.selfcheck.calibration;

import dev.pgassay.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A rule that is used elsewhere: it compares runs that were not interleaved. Immutable.
 *
 * @param name in words
 * @param runs origin of its two runs
 * @param test whether the second run is called slower than the first
 */
record UsualRule(String name, Runs runs, Test test) {
  /** The number of rounds of a run, the least number in the first stage of our rule. */
  static final int ROUNDS = 10;

  /** The origin of the two runs. */
  enum Runs {
    /** Two passes: a recorded run and the present one. */
    RECORDED,
    /** Two consecutive runs of the same pass. */
    SEQUENTIAL
  }

  /** Decides whether a run is called slower. */
  @FunctionalInterface
  interface Test {
    boolean slower(double[] base, double[] contender);
  }

  static List<UsualRule> all() {
    return List.of(
        threshold(0.05),
        threshold(0.10),
        threshold(0.20),
        new UsualRule(
            "Mann-Whitney p < .01 and median > 10 % above a recorded run",
            Runs.RECORDED,
            (base, contender) ->
                median(contender) > 1.10 * median(base) && RankSum.greater(contender, base) < 0.01),
        new UsualRule(
            "Mann-Whitney p < .05 of two runs one after the other",
            Runs.SEQUENTIAL,
            (base, contender) -> RankSum.greater(contender, base) < 0.05));
  }

  private static UsualRule threshold(double threshold) {
    return new UsualRule(
        String.format(Locale.ROOT, "mean > %.0f %% above the last run's", 100 * threshold),
        Runs.RECORDED,
        (base, contender) -> mean(contender) > (1 + threshold) * mean(base));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double median(double[] values) {
    return Quantile.nearestRank(values, 0.5);
  }
}
