package dev.pgassay.vector;

/**
 * Bounds the error of a sum in single precision. Two questions are answered. {@link #productBound}
 * is the greatest possible error of a product of two vectors, in any order of summation, so that no
 * neighbour is lost. {@link #tieTolerance} is its error in practice, so that ties are recognised
 * without taking a worse row for an equal one.
 */
public final class FloatError {
  /** The unit roundoff of single precision. */
  static final double UNIT_ROUNDOFF = 0x1p-24;

  /**
   * Room for roundings other than the d products: the start of each partial sum, the joining of up
   * to 16 lanes and of the slices of a long vector.
   */
  private static final int EXTRA_ROUNDINGS = 64;

  private FloatError() {}

  /**
   * Bounds the error of an inner product in single precision, relative to the product of the two
   * lengths. With n roundings on the way from any factor to the sum, the error is at most n u / (1
   * - n u) times the sum of the absolute products, in every order of summation and with or without
   * fused operations (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition 2002,
   * section 3.1). That sum is at most the product of the lengths (Cauchy and Schwarz).
   *
   * @param dimensions the number of components, at least 1
   * @return the bound, about 0.0001 at 1536 dimensions
   */
  public static double productBound(int dimensions) {
    double roundings = (dimensions + (double) EXTRA_ROUNDINGS) * UNIT_ROUNDOFF;
    return roundings / (1 - roundings);
  }

  /**
   * Returns how far apart two exact distances of one query may be while pgvector, which adds up in
   * single precision, still orders them either way.
   *
   * <p>Rounding errors are independent enough to grow with the square root of their number: the
   * error of a sum of d terms stays under u sqrt(d) of its magnitude (Higham and Mary, SIAM J. Sci.
   * Comput. 41(5), 2019, section 3). A cosine takes three sums, and the two squared lengths count
   * half. An L2 distance takes one sum of rounded differences. Both give 2 u sqrt(d) for one
   * distance. Two distances are compared, hence 4 u sqrt(d), 0.0000093 at 1536 dimensions. This
   * covers a build of pgvector that adds one term after the other, whose error is up to 0.0000025.
   * A build that adds in SIMD lanes is more exact (0.8.0 on x86-64 was 0.0000002 off).
   *
   * <p>A row that is worse by less than the tolerance passes for a tie. In the dataset {@code
   * standard} the eleventh neighbour is 0.0016 farther than the tenth in the median, and within the
   * tolerance for 2 of 1,000 queries. The bound of {@link #productBound}, twice 0.0001, would be
   * certain but would find ties in more than 5 % of the queries.
   *
   * @param dimensions the number of components, at least 1
   * @param magnitude what the rounding is relative to: 1 for {@link Metric#COSINE}, the distance
   *     for {@link Metric#L2}, the product of the lengths for {@link Metric#INNER_PRODUCT}
   * @return the tolerance, in units of the distance
   */
  public static double tieTolerance(int dimensions, double magnitude) {
    return 4 * UNIT_ROUNDOFF * Math.sqrt(dimensions) * magnitude;
  }
}
