package dev.pgassay.vector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The obvious way to find neighbours, for comparison: all distances, added up in double precision
 * by pgvector's definitions, and sorted.
 */
final class BruteForce {
  private record Hit(long row, double distance) {}

  private BruteForce() {}

  static long[][] rows(
      ArrayVectors base, ArrayVectors queries, Metric metric, int depth, RowFilter filter) {
    long[][] rows = new long[(int) queries.size()][];
    for (int query = 0; query < rows.length; query++) {
      List<Hit> hits = new ArrayList<>();
      for (int row = 0; row < base.size(); row++) {
        double distance = distance(metric, base, row, queries, query);
        if (filter.accepts(row) && !Double.isNaN(distance)) {
          hits.add(new Hit(row, distance));
        }
      }
      hits.sort(Comparator.comparingDouble(Hit::distance).thenComparingLong(Hit::row));
      rows[query] = hits.stream().limit(depth).mapToLong(Hit::row).toArray();
    }
    return rows;
  }

  static double distance(
      Metric metric, ArrayVectors base, int row, ArrayVectors queries, int query) {
    int dimensions = base.dimensions();
    double dot = 0;
    double rowSquare = 0;
    double querySquare = 0;
    double difference = 0;
    for (int i = 0; i < dimensions; i++) {
      double x = base.components()[row * dimensions + i];
      double y = queries.components()[query * dimensions + i];
      dot += x * y;
      rowSquare += x * x;
      querySquare += y * y;
      difference += (x - y) * (x - y);
    }
    return switch (metric) {
      case COSINE -> 1 - dot / Math.sqrt(rowSquare * querySquare);
      case L2 -> Math.sqrt(difference);
      case INNER_PRODUCT -> -dot;
    };
  }
}
