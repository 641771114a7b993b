package dev.pgassay.stats;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Limits the share of false discoveries among all discoveries of many tests (Benjamini and
 * Hochberg, Journal of the Royal Statistical Society B 57(1), 1995). Valid for tests that are
 * independent or positively dependent.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * Chooses the discoveries.
   *
   * @param pValues of all tests, including those that showed nothing
   * @param rate the tolerated share of false discoveries, such as 0.05
   * @return for each test, whether it is a discovery
   */
  public static boolean[] discoveries(double[] pValues, double rate) {
    Integer[] order = new Integer[pValues.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> pValues[i]));
    int found = 0;
    for (int rank = 1; rank <= order.length; rank++) {
      if (pValues[order[rank - 1]] <= rate * rank / order.length) {
        found = rank;
      }
    }
    boolean[] discoveries = new boolean[pValues.length];
    for (int i = 0; i < found; i++) {
      discoveries[order[i]] = true;
    }
    return discoveries;
  }
}
