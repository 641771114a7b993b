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
 * arXiv:2301.03034), use it on histories of benchmarks. The exponent of distances is 1, which is
 * sensitive to changes of the mean. A permutation test within the segments found so far decides
 * whether a split counts. Hunter uses Student's t-test instead, which assumes normal noise.
 *
 * <p>The observations must be independent apart from the changes. The same rule gives the same
 * answer to the same series. Immutable.
 */
public final class EDivisive {
  /** Sums in another order may differ by this share of their value. */
  private static final double ROUNDING = 1e-9;

  private final Rule rule;

  /**
   * @param rule decides when a split counts
   */
  public EDivisive(Rule rule) {
    this.rule = rule;
  }

  /**
   * Decides when a split counts.
   *
   * @param significance of the permutation test, above 0 and below 1
   * @param leastSegment the least number of observations of a segment, at least 2
   * @param permutations the most that are drawn; this number plus one, times the significance, must
   *     be at least 1
   * @param seed the same seed draws the same
   */
  public record Rule(double significance, int leastSegment, int permutations, long seed) {
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
     * Returns how many observations a series needs for one change in its middle to be significant.
     * Only two of all permutations split it as clearly.
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
   * @param pValue probability of a split as clear as this one if nothing changes
   */
  public record ChangePoint(int index, double pValue) {}

  /** The best place to split a segment. */
  private record Split(int index, double statistic) {}

  /**
   * Looks for changes, the clearest first.
   *
   * @param series in the order of time, all finite; not changed
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
   * Stops as soon as enough permutations split as clearly (Besag and Clifford, Biometrika 78(2),
   * 1991). The returned value is then only known to be above the significance.
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

  /** Tries every split of a segment. Each observation that changes sides changes the three sums. */
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
