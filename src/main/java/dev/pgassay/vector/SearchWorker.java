package dev.pgassay.vector;

import java.util.concurrent.Callable;

/**
 * Takes blocks of rows until none is left, and offers the rows that may be near. One per thread.
 */
final class SearchWorker implements Callable<Void> {
  private final MatrixProduct product;
  private final Metric metric;
  private final QueryBatch queries;
  private final BlockReader.Cursor cursor;
  private final int dimensions;
  private final int queriesAtOnce;
  private final Block block;
  private final Screen screen;
  private final float[] products;

  SearchWorker(
      MatrixProduct product,
      Metric metric,
      QueryBatch queries,
      BlockReader.Cursor cursor,
      int dimensions,
      BlockPlan plan) {
    this.product = product;
    this.metric = metric;
    this.queries = queries;
    this.cursor = cursor;
    this.dimensions = dimensions;
    this.queriesAtOnce = plan.queries();
    this.block = new Block(plan.rows(), dimensions);
    this.screen = new Screen(metric, dimensions, plan.rows());
    this.products = new float[plan.rows() * plan.queries()];
  }

  @Override
  public Void call() throws InterruptedException {
    while (cursor.fill(block)) {
      screen.prepare(block);
      for (int first = 0; first < queries.size(); first += queriesAtOnce) {
        if (Thread.interrupted()) {
          throw new InterruptedException("exact search was interrupted");
        }
        multiply(first, Math.min(queriesAtOnce, queries.size() - first));
      }
    }
    return null;
  }

  private void multiply(int first, int count) {
    int rows = BlockPlan.roundUp(block.size(), MatrixProduct.TILE);
    int columns = BlockPlan.roundUp(count, MatrixProduct.TILE);
    product.multiply(
        block.vectors(), rows, queries.vectors(), first, columns, dimensions, products);
    for (int i = 0; i < count; i++) {
      choose(first + i, i * rows);
    }
  }

  private void choose(int query, int start) {
    NearestRows nearest = queries.nearest(query);
    double square = queries.square(query);
    float least = screen.leastScore(nearest.bar(), square);
    int rows = block.size();
    for (int row = 0; row < rows; row++) {
      // Negated, so that NaN passes too.
      if (!(screen.score(products[start + row], row) < least)) {
        offer(nearest, query, row);
        least = screen.leastScore(nearest.bar(), square);
      }
    }
  }

  private void offer(NearestRows nearest, int query, int place) {
    double distance =
        ExactDistance.between(
            metric,
            queries.vectors(),
            queries.start(query),
            queries.square(query),
            block.vectors(),
            block.start(place),
            block.square(place),
            dimensions);
    nearest.offer(block.row(place), distance, magnitude(distance, query, place));
  }

  private double magnitude(double distance, int query, int place) {
    return switch (metric) {
      case COSINE -> 1;
      case L2 -> distance;
      case INNER_PRODUCT -> Math.sqrt(queries.square(query) * block.square(place));
    };
  }
}
