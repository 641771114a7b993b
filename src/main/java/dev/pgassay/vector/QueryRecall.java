package dev.pgassay.vector;

/**
 * How one answer agrees with the ground truth. Immutable.
 *
 * @param query number of the query, from 0
 * @param found how many returned rows are among the nearest, ties included; at most {@code
 *     expected}
 * @param expected how many rows a perfect answer has: k, or fewer where fewer qualify
 * @param returned how many rows the answer has
 * @param tiesBeyondDepth whether rows that tie with the k-th may lie beyond what the ground truth
 *     keeps, so that a returned one may have been counted as a miss
 */
public record QueryRecall(
    int query, int found, int expected, int returned, boolean tiesBeyondDepth) {
  /** Checks the counts against each other. */
  public QueryRecall {
    if (found < 0 || found > expected || found > returned) {
      throw new IllegalArgumentException(
          "found %d of %d expected rows in an answer of %d".formatted(found, expected, returned));
    }
  }

  /**
   * Returns the share of the expected rows that were found.
   *
   * @return 0 to 1; NaN where no row was expected
   */
  public double ratio() {
    return expected == 0 ? Double.NaN : (double) found / expected;
  }

  /**
   * Returns how many rows the answer lacks, whatever rows they are.
   *
   * @return at least 0
   */
  public int rowsMissing() {
    return Math.max(0, expected - returned);
  }
}
