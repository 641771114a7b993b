package dev.pgassay.vector;

import dev.ludovic.netlib.lapack.LAPACK;
import dev.pgassay.progress.Progress;
import java.lang.reflect.Method;
import org.netlib.util.intW;

/**
 * Tells how the variance of a set of vectors is spread over its principal components: the
 * eigenvalues of its covariance matrix (Pearson, 1901; Jolliffe, "Principal Component Analysis",
 * 2002). Immutable.
 */
public final class PrincipalComponents {
  private static final String LIBRARY = "dev.ludovic.netlib.lapack.F2jLAPACK";

  /** Room for LAPACK's blocked reduction: 32 columns at a time. */
  private static final int BLOCK_COLUMNS = 34;

  /** Keeps the multiplications of a call below the 2^31 that {@link MatrixProduct} allows. */
  private static final int COLUMNS_AT_ONCE = 96;

  private final double[] variances;

  private PrincipalComponents(double[] variances) {
    this.variances = variances;
  }

  /**
   * Analyses a sample, in time that grows with {@code dimensions * dimensions * (count +
   * dimensions)}. The sample should be several times larger than the dimensions: a smaller one
   * exaggerates the leading components.
   *
   * @param vectors the vectors, one after the other
   * @param count number of vectors, at least 2
   * @param dimensions the number of components of each
   * @param progress receives a warning if the JVM has no SIMD
   */
  public static PrincipalComponents of(
      float[] vectors, int count, int dimensions, Progress progress) {
    if (count < 2) {
      throw new IllegalArgumentException("count must be at least 2: " + count);
    }
    float[] columns = centred(vectors, count, dimensions);
    double[] scatter = scatter(columns, count, dimensions, progress);
    return new PrincipalComponents(eigenvalues(scatter, dimensions));
  }

  /**
   * Returns how many leading components have a given share of the variance.
   *
   * @param share above 0, at most 1
   * @return 1 to the number of dimensions
   */
  public int componentsHolding(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be above 0 and at most 1: " + share);
    }
    double total = 0;
    for (double variance : variances) {
      total += variance;
    }
    double held = 0;
    int components = 0;
    while (components < variances.length && held < share * total) {
      components++;
      held += variances[variances.length - components];
    }
    return Math.max(1, components);
  }

  /** Returns the components of the vectors, minus their means, in the order of components. */
  private static float[] centred(float[] vectors, int count, int dimensions) {
    float[] columns = new float[vectors.length];
    for (int component = 0; component < dimensions; component++) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum += vectors[i * dimensions + component];
      }
      float mean = (float) (sum / count);
      for (int i = 0; i < count; i++) {
        columns[component * count + i] = vectors[i * dimensions + component] - mean;
      }
    }
    return columns;
  }

  /**
   * Returns the upper triangle of the covariance matrix times the count, by columns. The matrix is
   * symmetric, and no share of the variance depends on the count.
   */
  private static double[] scatter(float[] columns, int count, int dimensions, Progress progress) {
    MatrixProduct product = MatrixProduct.fastest(progress);
    double[] scatter = new double[dimensions * dimensions];
    float[] products = new float[COLUMNS_AT_ONCE * dimensions];
    for (int first = 0; first < dimensions; first += COLUMNS_AT_ONCE) {
      int size = Math.min(COLUMNS_AT_ONCE, dimensions - first);
      int rows = first + size;
      product.multiply(columns, rows, columns, first, size, count, products);
      for (int i = 0; i < size * rows; i++) {
        scatter[(first + i / rows) * dimensions + i % rows] = products[i];
      }
    }
    return scatter;
  }

  /** Returns the eigenvalues of a symmetric matrix, least first. The matrix is overwritten. */
  private static double[] eigenvalues(double[] matrix, int size) {
    double[] eigenvalues = new double[size];
    double[] work = new double[BLOCK_COLUMNS * size];
    intW info = new intW(0);
    lapack().dsyev("N", "U", size, matrix, size, eigenvalues, work, work.length, info);
    if (info.val != 0) {
      throw new IllegalStateException("dsyev did not converge: info " + info.val);
    }
    return eigenvalues;
  }

  /**
   * Loads the plain Java implementation by its name. The library's own choice would load native
   * code.
   */
  private static LAPACK lapack() {
    try {
      Method instance = Class.forName(LIBRARY).getMethod("getInstance");
      instance.setAccessible(true); // a public method of a class that is not
      return (LAPACK) instance.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(LIBRARY + " is not on the class path", e);
    }
  }
}
