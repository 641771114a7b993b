package dev.pgassay.stats;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * Wilcoxon's signed-rank test (Wilcoxon, Biometrics Bulletin 1(6), 1945): whether paired
 * differences lie above zero. Needs no normal distribution, only differences that are independent
 * and symmetric about their centre. The distribution of the statistic is exact where no two
 * differences have the same size and none is zero, as measured times never have; elsewhere it is
 * the normal one.
 */
public final class SignedRank {
  private static final WilcoxonSignedRankTest GREATER =
      WilcoxonSignedRankTest.withDefaults().with(AlternativeHypothesis.GREATER_THAN);

  private SignedRank() {}

  /**
   * Tests against the one alternative that the differences lie above zero.
   *
   * @param differences finite, one for each pair
   * @return how likely a statistic as high is where they lie about zero; 1 for a sample that is
   *     empty or all zeros; never below 2 to the power of minus the number of differences
   */
  public static double greater(double[] differences) {
    if (Arrays.stream(differences).allMatch(difference -> difference == 0)) {
      return 1;
    }
    return GREATER.test(differences).getPValue();
  }
}
