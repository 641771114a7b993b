package dev.pgassay.selfcheck.calibration;

import dev.pgassay.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A rule as it is in use elsewhere: it compares runs that were not interleaved. Immutable.
 *
 * @param name in words
 * @param runs from where its two runs come
 * @param test whether the second run is called slower than the first
 */
record UsualRule(String name, Runs runs, Test test) {
  /** How many rounds a run has, as many as ours has in its first stage at least. */
  static final int ROUNDS = 10;

  /** From where the two runs come. */
  enum Runs {
    /** From two passes: a recorded run and the present one. */
    RECORDED,
    /** One after the other in the same pass. */
    SEQUENTIAL
  }

  /** Whether a run is called slower. */
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
