package dev.pgassay.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test (Wilcoxon, Biometrics Bulletin 1(6), 1945): whether paired
 * differences are above zero. It assumes only that the differences are independent and symmetric
 * about their centre. The distribution of the statistic is exact if no two differences have the
 * same size and none is zero, which is usual for measured times; otherwise it is the normal
 * approximation.
 */
public final class SignedRank {
  private static final WilcoxonSignedRankTest GREATER =
      WilcoxonSignedRankTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

  private SignedRank() {}

  /**
   * Tests against the one alternative that the differences are above zero.
   *
   * @param differences finite, one for each pair
   * @return probability of a statistic as high if their centre is zero; 1 for a sample that is
   *     empty or all zeros; never below 2 to the power of minus the number of differences
   */
  public static double greater(double[] differences) {
    if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
      return 1;
    }
    return GREATER.test(differences).getPValue();
  }
}
