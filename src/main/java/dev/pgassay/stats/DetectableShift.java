package dev.pgassay.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.numbers.arrays.Selection;

/**
 * The smallest true shift that a signed-rank test with a least effect would find: "no difference
 * detected" says nothing without it. The noise of the sample itself is drawn again, in blocks, as
 * many observations as the test would have had. How large that noise is, a short series itself
 * knows but roughly: each draw is scaled by what its size may have been, as in the predictive
 * distribution of a normal sample (Student's t; Geisser, Predictive Inference, 1993, section 3.2).
 * Without that the stated power is missed on average over series, since too small a noise costs
 * more of it than too large a noise gains.
 *
 * <p>Of each draw the least shift that is found follows without trying: the statistic is the number
 * of positive means of pairs (Tukey, 1949), of which the {@link HodgesLehmann} estimate is the
 * median, and a shift moves all of them alike. So it is with an estimate from another series that
 * the shift moves too: its noise is drawn from the same moments.
 */
public final class DetectableShift {
  private static final int DRAWS = 400;

  private DetectableShift() {}

  /**
   * What must hold for a shift to be found.
   *
   * @param leastEstimate of {@link HodgesLehmann}, in every series
   * @param level that the one-sided p-value of {@link SignedRank} may not pass
   * @param observations how many the test has
   */
  public record Rule(double leastEstimate, double level, int observations) {
    /** Checks the number of observations. */
    public Rule {
      if (observations < 1) {
        throw new IllegalArgumentException("observations must be at least 1: " + observations);
      }
    }
  }

  /**
   * Searches the shift.
   *
   * @param tested observations in the order of time
   * @param estimated others of the same moments, whose estimate must reach the least one too
   * @param rule by which it is found
   * @param power in which share of cases it must be found, such as 0.9
   * @param seed the same seed gives the same answer
   * @return the shift, or nothing where the test has too few observations to find any
   */
  public static OptionalDouble smallest(
      double[] tested, double[] estimated, Rule rule, double power, long seed) {
    if (tested.length != estimated.length) {
      throw new IllegalArgumentException(
          "series differ in length: " + tested.length + " and " + estimated.length);
    }
    int pairs = rule.observations() * (rule.observations() + 1) / 2;
    int critical = criticalStatistic(rule.observations(), rule.level());
    if (tested.length < 2 || critical > pairs) {
      return OptionalDouble.empty();
    }
    BlockResampling noise = noise(tested, seed);
    BlockResampling sameMoments = noise(estimated, seed);
    SplittableRandom sizes = new SplittableRandom(seed);
    double[] needed = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      double size = possibleSize(sizes, tested.length - 1);
      double[] means = HodgesLehmann.pairMeans(noise.next(rule.observations()));
      Selection.select(means, new int[] {pairs - critical, (pairs - 1) / 2, pairs / 2});
      double forTheTest = -size * means[pairs - critical];
      double estimate =
          size
              * Math.min(
                  Quantile.medianOfSorted(means),
                  HodgesLehmann.estimate(sameMoments.next(rule.observations())));
      needed[draw] = Math.max(forTheTest, rule.leastEstimate() - estimate);
    }
    return OptionalDouble.of(Math.max(0, Quantile.nearestRank(needed, power)));
  }

  /** The true deviation by that of a sample: the root of degrees of freedom by a chi-squared. */
  private static double possibleSize(SplittableRandom random, int degreesOfFreedom) {
    double chiSquared = 0;
    for (int i = 0; i < degreesOfFreedom; i++) {
      double normal = random.nextGaussian();
      chiSquared += normal * normal;
    }
    return Math.sqrt(degreesOfFreedom / chiSquared);
  }

  /** The least statistic whose upper tail is within the level; beyond the largest where none is. */
  private static int criticalStatistic(int observations, double level) {
    double[] probabilities = {1};
    for (int rank = 1; rank <= observations; rank++) {
      double[] longer = new double[probabilities.length + rank];
      for (int statistic = 0; statistic < probabilities.length; statistic++) {
        longer[statistic] += probabilities[statistic] / 2;
        longer[statistic + rank] += probabilities[statistic] / 2;
      }
      probabilities = longer;
    }
    double tail = 0;
    int statistic = probabilities.length;
    while (statistic > 0 && tail + probabilities[statistic - 1] <= level) {
      statistic--;
      tail += probabilities[statistic];
    }
    return statistic;
  }

  /**
   * Residuals, widened because the centre was fitted to them: they sum to nothing, so that within a
   * block of L of n they cancel each other, and the mean of blocks varies by (n - L) / n of what it
   * should.
   */
  private static BlockResampling noise(double[] series, long seed) {
    double centre = HodgesLehmann.estimate(series);
    int blockLength = BlockResampling.usualBlockLength(series.length);
    double widening = Math.sqrt(series.length / (double) (series.length - blockLength));
    double[] residuals = Arrays.stream(series).map(it -> (it - centre) * widening).toArray();
    return new BlockResampling(residuals, blockLength, seed);
  }
}
