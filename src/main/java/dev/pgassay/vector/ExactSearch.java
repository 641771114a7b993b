package dev.pgassay.vector;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds exact nearest neighbours in this process, in blocks, so that memory depends neither on the
 * number of rows nor on the number of queries. Every thread reads or generates a block of rows,
 * multiplies it with the queries through a BLAS in single precision, and measures again in double
 * precision the rows that may be among the nearest. {@link FloatError} bounds the rounding error of
 * a product, so that no neighbour is lost. The result is the same for every JDK, SIMD width and
 * number of threads.
 */
public final class ExactSearch {
  /**
   * Every change that may change a result raises it, so that no stored result passes for a new one.
   */
  public static final int ALGORITHM_VERSION = 1;

  private final MatrixProduct product;
  private final VectorSource base;
  private final VectorSource queries;
  private final Metric metric;
  private final int depth;
  private final RowFilter filter;

  private ExactSearch(
      MatrixProduct product,
      VectorSource base,
      VectorSource queries,
      Metric metric,
      int depth,
      RowFilter filter) {
    if (base.dimensions() != queries.dimensions()) {
      throw new IllegalArgumentException(
          "rows have %d dimensions but queries %d"
              .formatted(base.dimensions(), queries.dimensions()));
    }
    if (depth < 1) {
      throw new IllegalArgumentException("depth must be at least 1: " + depth);
    }
    this.product = product;
    this.base = base;
    this.queries = queries;
    this.metric = metric;
    this.depth = depth;
    this.filter = filter;
  }

  /**
   * Finds the nearest rows of every query. Rows of length 0 have no cosine. Under {@link
   * Metric#COSINE} they are never returned, as an HNSW index does not contain them.
   *
   * @param base the rows
   * @param queries the queries, of the same dimensions
   * @param depth how many rows to find for each query, at least 1: k plus a margin
   * @param filter which rows qualify
   * @param threads how many threads may work, at least 1; memory may allow fewer
   * @param progress is told how many rows are done
   * @return the neighbours, nearest first, ties by row number
   * @throws Failure if a vector has a component that is not finite, or a query has length 0 under
   *     {@link Metric#COSINE}
   * @throws InterruptedException if the thread was interrupted; nothing is left running
   */
  public static Neighbors search(
      VectorSource base,
      VectorSource queries,
      Metric metric,
      int depth,
      RowFilter filter,
      int threads,
      Progress progress)
      throws InterruptedException {
    MatrixProduct product = MatrixProduct.fastest(progress);
    BlockPlan plan = BlockPlan.of(base.dimensions(), queries.size(), threads);
    return search(product, plan, base, queries, metric, depth, filter, progress);
  }

  /** Like the public method, with a product and blocks that the caller chooses. */
  static Neighbors search(
      MatrixProduct product,
      BlockPlan plan,
      VectorSource base,
      VectorSource queries,
      Metric metric,
      int depth,
      RowFilter filter,
      Progress progress)
      throws InterruptedException {
    return new ExactSearch(product, base, queries, metric, depth, filter).run(plan, progress);
  }

  private Neighbors run(BlockPlan plan, Progress progress) throws InterruptedException {
    int count = Math.toIntExact(queries.size());
    long passes = (count + plan.queriesPerPass() - 1L) / plan.queriesPerPass();
    Found found = new Found(count);
    try (Progress.Task task = progress.start("exact search", passes * base.size(), "rows")) {
      for (int first = 0; first < count; first += plan.queriesPerPass()) {
        int size = Math.min(plan.queriesPerPass(), count - first);
        QueryBatch batch = QueryBatch.read(queries, first, size, metric, depth);
        pass(batch, plan, task);
        found.add(first, batch, base.dimensions());
      }
    }
    return new Neighbors(found.rows, found.distances, found.tolerances, depth);
  }

  private void pass(QueryBatch batch, BlockPlan plan, Progress.Task task)
      throws InterruptedException {
    BlockReader reader = new BlockReader(base, filter, plan.rows(), task);
    List<SearchWorker> workers = new ArrayList<>();
    for (int i = 0; i < plan.threads(); i++) {
      workers.add(
          new SearchWorker(product, metric, batch, reader.new Cursor(), base.dimensions(), plan));
    }
    WorkerThreads.runAll("exact-search", workers);
  }

  /** The results of the passes, in the order of the queries. */
  private static final class Found {
    private final long[][] rows;
    private final double[][] distances;
    private final double[] tolerances;

    Found(int queries) {
      this.rows = new long[queries][];
      this.distances = new double[queries][];
      this.tolerances = new double[queries];
    }

    void add(int first, QueryBatch batch, int dimensions) {
      for (int i = 0; i < batch.size(); i++) {
        NearestRows nearest = batch.nearest(i);
        nearest.sort();
        rows[first + i] = nearest.rows();
        distances[first + i] = nearest.distances();
        tolerances[first + i] = FloatError.tieTolerance(dimensions, nearest.largestMagnitude());
      }
    }
  }
}
