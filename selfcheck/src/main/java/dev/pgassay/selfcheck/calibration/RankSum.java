package dev.pgassay.selfcheck.calibration;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The rank-sum test of Mann and Whitney (Annals of Mathematical Statistics 18(1), 1947): whether
 * one sample lies above another that is not paired with it. Needs observations that are independent
 * of each other, which the repetitions of a benchmark on a machine that drifts are not.
 */
final class RankSum {
  private static final MannWhitneyUTest GREATER =
      MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

  private RankSum() {}

  /**
   * Tests against the one alternative that the first sample lies above the second.
   *
   * @param sample finite, not empty
   * @param other finite, not empty
   * @return how likely ranks as high are where neither lies above the other
   */
  static double greater(double[] sample, double[] other) {
    return GREATER.test(sample, other).getPValue();
  }
}
