package dev.pgassay.stats;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.apache.commons.numbers.arrays.Selection;

/**
 * Finds the smallest true shift that a signed-rank test with a least effect would detect. "No
 * difference detected" says nothing without it. The method draws the noise of the sample again, in
 * blocks, with as many observations as the test has. A short series tells the size of its noise
 * only roughly. Each draw is therefore scaled by a random size, as in the predictive distribution
 * of a normal sample (Student's t; Geisser, Predictive Inference, 1993, section 3.2). Otherwise the
 * power would be too low on average over series, because an underestimated noise costs more power
 * than an overestimated one gains.
 *
 * <p>The least shift that each draw detects follows without a search. The statistic is the number
 * of positive means of pairs (Tukey, 1949), the {@link HodgesLehmann} estimate is their median, and
 * a shift moves all of them by the same amount. The shift also moves the estimate of every other
 * series; its noise is drawn from the same moments.
 */
public final class DetectableShift {
  private static final int DRAWS = 400;

  private DetectableShift() {}

  /**
   * The condition for a detected shift.
   *
   * @param leastEstimate of {@link HodgesLehmann}, in every series
   * @param level the greatest one-sided p-value of {@link SignedRank}
   * @param observations number of observations of the test
   */
  public record Rule(double leastEstimate, double level, int observations) {
    public Rule {
      if (observations < 1) {
        throw new IllegalArgumentException("observations must be at least 1: " + observations);
      }
    }
  }

  /**
   * Searches for the shift.
   *
   * @param tested observations in the order of time
   * @param estimated other series of the same moments, whose estimate must reach the least one too
   * @param rule condition for a detected shift
   * @param power share of cases in which it must be detected, such as 0.9
   * @param seed the same seed gives the same answer
   * @return the shift; empty if the test has too few observations to detect any
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

  /**
   * Returns the true deviation divided by that of a sample: the root of the degrees of freedom
   * divided by a chi-squared variable.
   */
  private static double possibleSize(SplittableRandom random, int degreesOfFreedom) {
    double chiSquared = 0;
    for (int i = 0; i < degreesOfFreedom; i++) {
      double normal = random.nextGaussian();
      chiSquared += normal * normal;
    }
    return Math.sqrt(degreesOfFreedom / chiSquared);
  }

  /**
   * Returns the least statistic whose upper tail is within the level, or a number beyond the
   * largest statistic if there is none.
   */
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
   * Returns the residuals, widened because the centre was fitted to them. They sum to zero, so
   * those in a block of L out of n partly cancel, and the variance of block means is (n - L) / n of
   * the true one.
   */
  private static BlockResampling noise(double[] series, long seed) {
    double centre = HodgesLehmann.estimate(series);
    int blockLength = BlockResampling.usualBlockLength(series.length);
    double widening = Math.sqrt(series.length / (double) (series.length - blockLength));
    double[] residuals = Arrays.stream(series).map(it -> (it - centre) * widening).toArray();
    return new BlockResampling(residuals, blockLength, seed);
  }
}
