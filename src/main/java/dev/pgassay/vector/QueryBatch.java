package dev.pgassay.vector;

import dev.pgassay.failure.Failure;

/** The queries of one pass over the rows, in memory, with the rows found for each. Thread-safe. */
final class QueryBatch {
  private final int size;
  private final int dimensions;
  private final float[] vectors;
  private final double[] squares;
  private final NearestRows[] nearest;

  private QueryBatch(int size, int dimensions, int depth) {
    this.size = size;
    this.dimensions = dimensions;
    this.vectors = new float[BlockPlan.roundUp(size, MatrixProduct.TILE) * dimensions];
    this.squares = new double[size];
    this.nearest = new NearestRows[size];
    for (int i = 0; i < size; i++) {
      nearest[i] = new NearestRows(depth);
    }
  }

  /** Reads consecutive queries. Refuses those that have no distances under the metric. */
  static QueryBatch read(VectorSource queries, int first, int size, Metric metric, int depth) {
    QueryBatch batch = new QueryBatch(size, queries.dimensions(), depth);
    queries.read(first, size, batch.vectors);
    for (int i = 0; i < size; i++) {
      double square = ExactDistance.square(batch.vectors, batch.start(i), batch.dimensions);
      if (!Double.isFinite(square)) {
        throw new Failure(
            "query %d has a component that is not finite: remove it".formatted(first + i));
      }
      if (square == 0 && metric == Metric.COSINE) {
        throw new Failure(
            "query %d has length 0 and so no cosine distance: remove it or choose another metric"
                .formatted(first + i));
      }
      batch.squares[i] = square;
    }
    return batch;
  }

  int size() {
    return size;
  }

  /** Returns the vectors, padded with zeros to whole tiles. */
  float[] vectors() {
    return vectors;
  }

  int start(int query) {
    return query * dimensions;
  }

  double square(int query) {
    return squares[query];
  }

  NearestRows nearest(int query) {
    return nearest[query];
  }
}
