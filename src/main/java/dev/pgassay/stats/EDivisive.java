package dev.pgassay.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Finds where the level of a series changes: hierarchical divisive estimation by the energy
 * statistic (Matteson and James, JASA 109(505), 2014, arXiv:1306.4933), as MongoDB (Daly and
 * others, ICPE 2020) and Hunter, now Apache Otava (Fleming and others, ICPE 2023,
 * arXiv:2301.03034), use it on histories of benchmarks. Distances enter with the exponent 1, which
 * lets changes of the mean stand out. A split counts where a permutation test within the segments
 * found so far says so; Hunter puts Student's t-test in its place, which supposes that noise is
 * normal.
 *
 * <p>Needs observations that are independent but for the changes. The same rule gives the same
 * answer to the same series. Immutable.
 */
public final class EDivisive {
  /** Sums in another order may differ by this much of themselves. */
  private static final double ROUNDING = 1e-9;

  private final Rule rule;

  /**
   * @param rule when a split counts
   */
  public EDivisive(Rule rule) {
    this.rule = rule;
  }

  /**
   * When a split counts.
   *
   * @param significance of the permutation test, above 0 and below 1
   * @param leastSegment how many observations a segment must have, at least 2
   * @param permutations how many are drawn at most, so many that their number plus one times the
   *     significance is 1 or more
   * @param seed the same seed draws the same
   */
  public record Rule(double significance, int leastSegment, int permutations, long seed) {
    /** Checks the components. */
    public Rule {
      if (!(significance > 0 && significance < 1)) {
        throw new IllegalArgumentException(
            "significance must be above 0 and below 1: " + significance);
      }
      if (leastSegment < 2) {
        throw new IllegalArgumentException("leastSegment must be at least 2: " + leastSegment);
      }
      if ((permutations + 1) * significance < 1) {
        throw new IllegalArgumentException(
            permutations + " permutations cannot show a significance of " + significance);
      }
    }

    /**
     * Returns how long a series must be for one change in its middle to be significant: of all
     * permutations, only two part it as well.
     *
     * @return the least number of observations
     */
    public int leastObservations() {
      int size = 2 * leastSegment;
      while (2 / waysToHalve(size) > significance) {
        size++;
      }
      return size;
    }

    private static double waysToHalve(int size) {
      double ways = 1;
      for (int i = 1; i <= size / 2; i++) {
        ways = ways * (size - size / 2 + i) / i;
      }
      return ways;
    }
  }

  /**
   * A place at which the level changes.
   *
   * @param index of the first observation after it
   * @param pValue how likely so clear a split is where there is none
   */
  public record ChangePoint(int index, double pValue) {}

  /** The best place to part a segment. */
  private record Split(int index, double statistic) {}

  /**
   * Looks for changes, the clearest first.
   *
   * @param series in the order of time, all finite, left as it is
   * @return the changes, in the order of time
   */
  public List<ChangePoint> changePoints(double[] series) {
    SplittableRandom random = new SplittableRandom(rule.seed());
    TreeSet<Integer> borders = new TreeSet<>(List.of(0, series.length));
    List<ChangePoint> found = new ArrayList<>();
    while (true) {
      Split best = best(series, borders);
      if (best.statistic() <= 0) {
        break;
      }
      double pValue = pValue(series, borders, best.statistic(), random);
      if (pValue > rule.significance()) {
        break;
      }
      found.add(new ChangePoint(best.index(), pValue));
      borders.add(best.index());
    }
    return found.stream().sorted(Comparator.comparingInt(ChangePoint::index)).toList();
  }

  /**
   * Ends as soon as enough permutations part as well (Besag and Clifford, Biometrika 78(2), 1991):
   * what is returned then is above the significance and no more.
   */
  private double pValue(
      double[] series, TreeSet<Integer> borders, double statistic, SplittableRandom random) {
    int asClear = 1;
    double all = rule.permutations() + 1;
    for (int i = 0; i < rule.permutations() && asClear / all <= rule.significance(); i++) {
      double permuted = best(shuffled(series, borders, random), borders).statistic();
      asClear += permuted >= statistic * (1 - ROUNDING) ? 1 : 0;
    }
    return asClear / all;
  }

  private static double[] shuffled(
      double[] series, TreeSet<Integer> borders, SplittableRandom random) {
    double[] shuffled = series.clone();
    int from = 0;
    for (int to : borders.tailSet(1)) {
      for (int i = to - 1; i > from; i--) {
        int j = from + random.nextInt(i - from + 1);
        double value = shuffled[i];
        shuffled[i] = shuffled[j];
        shuffled[j] = value;
      }
      from = to;
    }
    return shuffled;
  }

  private Split best(double[] series, TreeSet<Integer> borders) {
    Split best = new Split(0, 0);
    int from = 0;
    for (int to : borders.tailSet(1)) {
      Split split = best(series, from, to);
      best = split.statistic() > best.statistic() ? split : best;
      from = to;
    }
    return best;
  }

  /** Tries every place in a segment; each observation that changes sides changes the three sums. */
  private Split best(double[] series, int from, int to) {
    Split best = new Split(0, 0);
    double left = 0;
    double across = 0;
    double right = 0;
    for (int i = from; i < to; i++) {
      right += distances(series, i, from, i);
    }
    for (int index = from + 1; index < to; index++) {
      double toLeft = distances(series, index - 1, from, index - 1);
      double toRight = distances(series, index - 1, index, to);
      left += toLeft;
      across += toRight - toLeft;
      right -= toRight;
      if (index - from >= rule.leastSegment() && to - index >= rule.leastSegment()) {
        double statistic = statistic(left, across, right, index - from, to - index);
        best = statistic > best.statistic() ? new Split(index, statistic) : best;
      }
    }
    return best;
  }

  private static double distances(double[] series, int index, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.abs(series[index] - series[i]);
    }
    return sum;
  }

  /**
   * Matteson and James' equations 5 and 6.
   *
   * @param left sum of the distances between the pairs on the left, of n observations
   * @param across sum of the distances between one on the left and one on the right
   * @param right sum of the distances between the pairs on the right, of m observations
   */
  static double statistic(double left, double across, double right, double n, double m) {
    double energy = 2 * across / (n * m) - 2 * left / (n * (n - 1)) - 2 * right / (m * (m - 1));
    return n * m / (n + m) * energy;
  }
}
