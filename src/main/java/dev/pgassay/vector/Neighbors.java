package dev.pgassay.vector;

/**
 * The exact nearest neighbours of a set of queries, nearest first, ties by row number. Holds more
 * than k of them, so that ties at the k-th place can be told. Immutable by convention: the arrays
 * are shared, not copied.
 *
 * @param rows for each query the row numbers of its neighbours, nearest first; shorter than {@link
 *     #depth} only where fewer rows qualify
 * @param distances for each query the distances of those rows, never decreasing
 * @param depth how many neighbours were looked for: k plus the margin
 */
public record Neighbors(long[][] rows, float[][] distances, int depth) {
  /** Checks that both arrays line up. */
  public Neighbors {
    if (rows.length != distances.length) {
      throw new IllegalArgumentException(
          "rows of " + rows.length + " queries but distances of " + distances.length);
    }
  }

  /**
   * Returns the number of queries.
   *
   * @return at least 0
   */
  public int queries() {
    return rows.length;
  }
}
