package dev.pgassay.selfcheck.calibration;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The rank-sum test of Mann and Whitney (Annals of Mathematical Statistics 18(1), 1947): whether
 * one sample is greater than another that is not paired with it. It assumes independent
 * observations, which the repetitions of a benchmark on a machine that drifts are not.
 */
final class RankSum {
  private static final MannWhitneyUTest GREATER =
      MannWhitneyUTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

  private RankSum() {}

  /**
   * Tests against the one alternative that the first sample is greater than the second.
   *
   * @param sample finite, not empty
   * @param other finite, not empty
   * @return probability of ranks as high if neither is greater
   */
  static double greater(double[] sample, double[] other) {
    return GREATER.test(sample, other).getPValue();
  }
}
