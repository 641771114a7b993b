package dev.pgassay.stats;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The exact sign test (Dixon and Mood, JASA 41(236), 1946): whether pairs that differ do so more
 * often in one direction than a coin would. For pairs of yes and no it is the exact form of
 * McNemar's test. Equal pairs are left out. It does not assume symmetry and tolerates ties, which
 * counts have.
 */
public final class SignTest {
  private SignTest() {}

  /**
   * Tests against the one alternative that more pairs are above than below.
   *
   * @param above number of pairs that differ upwards, at least 0
   * @param below number of pairs that differ downwards, at least 0
   * @return probability of at least this many above if both directions are equally likely; 1 for no
   *     pairs
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
