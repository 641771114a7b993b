package dev.pgassay.vector;

/**
 * How wrong a number can be that was added up in single precision. Two different questions are
 * answered: what a product of two vectors can be off at most, whatever the order of summation, so
 * that no neighbour is lost ({@link #productBound}); and what it is off in practice, so that ties
 * are told without taking a worse row for an equal one ({@link #tieTolerance}).
 */
public final class FloatError {
  /** The unit roundoff of single precision. */
  static final double UNIT_ROUNDOFF = 0x1p-24;

  /**
   * Room for the roundings beside the d products: the start of each partial sum, the joining of up
   * to 16 lanes and of the slices of a long vector.
   */
  private static final int EXTRA_ROUNDINGS = 64;

  private FloatError() {}

  /**
   * Bounds the error of an inner product in single precision, relative to the product of the two
   * lengths: with n roundings on the way from any factor to the sum, the error is at most n u / (1
   * - n u) times the sum of the absolute products, in every order of summation and with or without
   * fused operations (Higham, Accuracy and Stability of Numerical Algorithms, 2nd edition 2002,
   * section 3.1), and that sum is at most the product of the lengths (Cauchy and Schwarz).
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
   * error of a sum stays under u sqrt(d) of its magnitude (Higham and Mary, SIAM J. Sci. Comput.
   * 41(5), 2019, section 3); pgvector adds in 4 or more lanes, which leaves a factor of 2. A cosine
   * takes three sums, of which the two squared norms count half: 2 u sqrt(d) for one distance. The
   * same covers the squares of L2 with the rounding of the differences, halved by the root. Two
   * distances are compared, hence 4 u sqrt(d): 0.0000093 at 1536 dimensions, where neighbours at
   * the tenth place of 100,000 are some 0.005 apart. The bound of {@link #productBound} would be
   * sure, but at twice 0.0001 a hundredth of the worse rows would pass for ties.
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
