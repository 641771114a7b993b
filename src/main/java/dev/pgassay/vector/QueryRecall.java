package dev.pgassay.vector;

/**
 * How far one answer agrees with the ground truth. Immutable.
 *
 * @param query number of the query, from 0
 * @param found how many returned rows are among the nearest, including ties; at most {@code
 *     expected}
 * @param expected rows of a perfect answer: k, or fewer if fewer qualify
 * @param returned rows of the answer
 * @param tiesBeyondDepth whether rows that tie with the k-th may be missing from the ground truth,
 *     so that a returned one may have been counted as a miss
 */
public record QueryRecall(
    int query, int found, int expected, int returned, boolean tiesBeyondDepth) {
  public QueryRecall {
    if (found < 0 || found > expected || found > returned) {
      throw new IllegalArgumentException(
          "found %d of %d expected rows in an answer of %d".formatted(found, expected, returned));
    }
  }

  /**
   * Returns the share of the expected rows that were found.
   *
   * @return 0 to 1; NaN if no row was expected
   */
  public double ratio() {
    return expected == 0 ? Double.NaN : (double) found / expected;
  }

  /** Returns how many rows are missing from the answer, at least 0. */
  public int rowsMissing() {
    return Math.max(0, expected - returned);
  }
}
