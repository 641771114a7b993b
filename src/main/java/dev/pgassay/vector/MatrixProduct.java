package dev.pgassay.vector;

import dev.ludovic.netlib.blas.BLAS;
import dev.pgassay.progress.Progress;
import java.lang.reflect.Method;

/**
 * Multiplies a block of rows with a block of queries in single precision, through a BLAS written in
 * Java. Immutable and thread-safe: every thread may multiply blocks of its own.
 *
 * <p>This class names the library's implementation. The library's own choice would first unpack and
 * load a native library, and would then use the BLAS of the machine.
 *
 * <p>Two properties of its {@code sgemm} (3.0.4) determine the calls:
 *
 * <ul>
 *   <li>It packs 500 components at a time, and computes the rest of 500 after whole SIMD registers
 *       in scalar code. Slices of at most 480, a multiple of every register's lanes, are a third
 *       faster.
 *   <li>It multiplies the three sizes as {@code int} to find small products, which take a scalar
 *       path. {@link BlockPlan} keeps the number of multiplications below 2^31.
 * </ul>
 */
public final class MatrixProduct {
  /** Rows and queries are multiplied in tiles of 3 by 3; the rest is computed in scalar code. */
  static final int TILE = 3;

  private static final int SLICE_COMPONENTS = 480;
  private static final int LANES = 16;

  private static final String LIBRARY = "dev.ludovic.netlib.blas.";

  private final BLAS blas;

  private MatrixProduct(BLAS blas) {
    this.blas = blas;
  }

  /**
   * Returns the SIMD implementation. If the JVM runs without the incubator module that SIMD needs,
   * warns and returns the plain Java one.
   *
   * @param progress receives the warning
   */
  public static MatrixProduct fastest(Progress progress) {
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      return new MatrixProduct(named("VectorBLAS"));
    }
    progress.warn(
        "exact search runs without SIMD and takes many times longer: "
            + "start Java with --add-modules jdk.incubator.vector");
    return plainJava();
  }

  /** Returns the plain Java implementation. */
  public static MatrixProduct plainJava() {
    return new MatrixProduct(named("Java11BLAS"));
  }

  /** Returns the library's object behind this product, as a reference for measurements. */
  public BLAS library() {
    return blas;
  }

  /**
   * Computes the inner product of every row with every query.
   *
   * @param rows contains the rows, one after the other from the start
   * @param rowCount best a multiple of 3
   * @param queries contains the queries, one after the other
   * @param firstQuery index of the first query to multiply
   * @param queryCount best a multiple of 3
   * @param dimensions the number of components of each
   * @param products receives the product of row r and the q-th of these queries at {@code q *
   *     rowCount + r}
   */
  public void multiply(
      float[] rows,
      int rowCount,
      float[] queries,
      int firstQuery,
      int queryCount,
      int dimensions,
      float[] products) {
    int slice = sliceComponents(dimensions);
    for (int start = 0; start < dimensions; start += slice) {
      int components = Math.min(slice, dimensions - start);
      blas.sgemm(
          "T",
          "N",
          rowCount,
          queryCount,
          components,
          1f,
          rows,
          start,
          dimensions,
          queries,
          firstQuery * dimensions + start,
          dimensions,
          start == 0 ? 0f : 1f,
          products,
          0,
          rowCount);
    }
  }

  /** Splits evenly: 1536 makes four slices of 384 rather than three of 480 and a short one. */
  static int sliceComponents(int dimensions) {
    int slices = (dimensions + SLICE_COMPONENTS - 1) / SLICE_COMPONENTS;
    int even = (dimensions + slices - 1) / slices;
    return (even + LANES - 1) / LANES * LANES;
  }

  private static BLAS named(String implementation) {
    try {
      Method instance = Class.forName(LIBRARY + implementation).getMethod("getInstance");
      instance.setAccessible(true); // a public method of a class that is not
      return (BLAS) instance.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(LIBRARY + implementation + " is not on the class path", e);
    }
  }
}
