package dev.pgassay.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The exact sign test (Dixon and Mood, JASA 41(236), 1946), which for pairs of yes and no is
 * McNemar's in its exact form: whether pairs that differ do so more often one way than by the toss
 * of a coin. Pairs that are equal say nothing and are left out. Needs no symmetry and bears ties,
 * as counts have them.
 */
public final class SignTest {
  private SignTest() {}

  /**
   * Tests against the one alternative that more pairs are above than below.
   *
   * @param above how many pairs differ that way, at least 0
   * @param below how many differ the other way, at least 0
   * @return how likely at least so many above are where either way is as likely; 1 for no pairs
   */
  public static double greater(int above, int below) {
    if (above < 0 || below < 0) {
      throw new IllegalArgumentException(
          "counts must not be negative: " + above + " above, " + below + " below");
    }
    return above == 0
        ? 1
        : BinomialDistribution.of(above + below, 0.5).survivalProbability(above - 1);
  }
}
