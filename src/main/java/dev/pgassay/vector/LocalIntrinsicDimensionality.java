package dev.pgassay.vector;

/**
 * Estimates how many dimensions the neighbourhood of a query seems to have, from how fast the
 * distances of its nearest rows grow: in m dimensions the number of rows within a distance r grows
 * with r^m. The search is harder the more dimensions there are (Elliott and Clark, arXiv
 * 2405.17813, 2024).
 */
public final class LocalIntrinsicDimensionality {
  private LocalIntrinsicDimensionality() {}

  /**
   * Estimates by maximum likelihood: {@code (k - 1) / sum of ln(d_k / d_i), i < k} (Levina and
   * Bickel, "Maximum likelihood estimation of intrinsic dimension", 2004, formula 8; Amsaleg et
   * al., "Estimating local intrinsic dimensionality", 2015). Its relative standard error is about
   * {@code 1 / sqrt(k)}. Distances of 0 (the query itself, or a duplicate) are left out.
   *
   * @param distances Euclidean distances of the k nearest rows, never decreasing; squares of
   *     distances would give half the dimensions
   * @return above 0; NaN if fewer than two different distances above 0 are left
   */
  public static double estimate(double[] distances) {
    int first = 0;
    while (first < distances.length && distances[first] == 0) {
      first++;
    }
    int last = distances.length - 1;
    double sum = 0;
    for (int i = first; i < last; i++) {
      sum += Math.log(distances[last] / distances[i]);
    }
    return sum > 0 ? (last - first) / sum : Double.NaN;
  }
}
