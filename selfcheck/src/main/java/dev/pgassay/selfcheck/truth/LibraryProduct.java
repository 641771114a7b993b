package dev.pgassay.selfcheck.truth;

import dev.pgassay.vector.MatrixProduct;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The lower limit of an exact search: only the BLAS library's own matrix product, on as many
 * threads, of blocks that stay in memory. The sizes of a block are the best for the library; with
 * rows x queries x dimensions above 2^31 it would take a scalar path.
 */
final class LibraryProduct {
  private static final int ROWS = 900;
  private static final int QUERIES = 999;

  private final MatrixProduct product;
  private final int dimensions;
  private final float[] rows;
  private final float[] queries;

  LibraryProduct(MatrixProduct product, int dimensions) {
    this.product = product;
    this.dimensions = dimensions;
    this.rows = filled(ROWS * dimensions);
    this.queries = filled(QUERIES * dimensions);
  }

  /** Returns how many blocks each thread must multiply to do as much work as a search of pairs. */
  int blocksFor(long pairs, int threads) {
    return (int) Math.max(1, Math.round((double) pairs / ROWS / QUERIES / threads));
  }

  /**
   * Multiplies all dimensions in one call, as anyone would write it. Returns the number of
   * multiply-adds.
   */
  double plain(int threads, int blocks) throws InterruptedException {
    return multiply(
        threads,
        blocks,
        products ->
            product
                .library()
                .sgemm(
                    "T",
                    "N",
                    ROWS,
                    QUERIES,
                    dimensions,
                    1f,
                    rows,
                    dimensions,
                    queries,
                    dimensions,
                    0f,
                    products,
                    ROWS));
  }

  /** Multiplies in the slices of dimensions that the search uses, which suit the library better. */
  double sliced(int threads, int blocks) throws InterruptedException {
    return multiply(
        threads,
        blocks,
        products -> product.multiply(rows, ROWS, queries, 0, QUERIES, dimensions, products));
  }

  private interface Multiplication {
    void into(float[] products);
  }

  private double multiply(int threads, int blocks, Multiplication multiplication)
      throws InterruptedException {
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> jobs = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        jobs.add(job(blocks, multiplication));
      }
      for (Future<Void> job : executor.invokeAll(jobs)) {
        job.get();
      }
      return (double) threads * blocks * ROWS * QUERIES * dimensions;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a product failed", e.getCause());
    } finally {
      executor.shutdown();
    }
  }

  private static Callable<Void> job(int blocks, Multiplication multiplication) {
    return () -> {
      float[] products = new float[ROWS * QUERIES];
      for (int block = 0; block < blocks; block++) {
        multiplication.into(products);
      }
      return null;
    };
  }

  private static float[] filled(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (i % 17 - 8) / 64f;
    }
    return values;
  }
}
