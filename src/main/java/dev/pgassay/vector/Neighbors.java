package dev.pgassay.vector;

/**
 * The exact nearest neighbours of a set of queries, nearest first, ties by row number. There are
 * more than k of them, so that ties at the k-th place are visible. Immutable by convention: the
 * arrays are shared, not copied.
 *
 * @param rows for each query the row numbers of its neighbours, nearest first; shorter than {@link
 *     #depth} only if fewer rows qualify
 * @param distances for each query the distances of those rows in double precision, never decreasing
 * @param tolerances for each query how far apart two distances may be and still count as a tie,
 *     because pgvector, which adds up in single precision, may order them either way; see {@link
 *     FloatError#tieTolerance}
 * @param depth number of neighbours that were searched for: k plus the margin
 */
public record Neighbors(long[][] rows, double[][] distances, double[] tolerances, int depth) {
  public Neighbors {
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1: " + depth);
    }
    if (rows.length != distances.length || rows.length != tolerances.length) {
      throw new IllegalArgumentException(
          "rows of %d queries but distances of %d and tolerances of %d"
              .formatted(rows.length, distances.length, tolerances.length));
    }
    for (int query = 0; query < rows.length; query++) {
      check(query, rows[query], distances[query], depth);
    }
  }

  /** Returns the number of queries, at least 0. */
  public int queries() {
    return rows.length;
  }

  private static void check(int query, long[] rows, double[] distances, int depth) {
    if (rows.length != distances.length || rows.length > depth) {
      throw new IllegalArgumentException(
          "query %d has %d rows and %d distances at depth %d"
              .formatted(query, rows.length, distances.length, depth));
    }
    for (int i = 1; i < distances.length; i++) {
      if (!(distances[i - 1] <= distances[i])) {
        throw new IllegalArgumentException(
            "distances of query %d are not in order at place %d".formatted(query, i + 1));
      }
    }
  }
}
