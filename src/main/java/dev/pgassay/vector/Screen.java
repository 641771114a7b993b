package dev.pgassay.vector;

/**
 * Tells from a product in single precision whether a row can be among the nearest of a query. It
 * never rejects one that is: what it lets pass is measured again in double precision.
 *
 * <p>A row's score is {@code product * scale + shift}, both of them properties of the row, and
 * grows as the distance shrinks:
 *
 * <pre>
 *   COSINE          x.q / |x|            = |q| (1 - distance)
 *   INNER_PRODUCT   x.q                  = -distance
 *   L2              x.q - |x|^2 / 2      = (|q|^2 - distance^2) / 2
 * </pre>
 *
 * <p>The score that a row of the bar's distance would have, less all that rounding can have taken
 * from it, is the least score that passes. Rounding takes at most {@link FloatError#productBound}
 * times |x| |q| in the product and a few units of roundoff in scale, shift and their application;
 * |x| is bounded by the longest row of the block. Not thread-safe; one per worker.
 */
final class Screen {
  /**
   * Outside of these lengths, overflow and underflow would matter in comparison with the bound. If
   * a block or query has such a length, every row passes.
   */
  private static final double LEAST_LENGTH = 1e-10;

  private static final double GREATEST_LENGTH = 1e15;

  /** Roundings of scale, shift, their application and the square root, with a margin. */
  private static final double FEW_ROUNDINGS = 8 * FloatError.UNIT_ROUNDOFF;

  private final Metric metric;
  private final double productBound;
  private final float[] scale;
  private final float[] shift;
  private double longest;
  private boolean usable;

  Screen(Metric metric, int dimensions, int rows) {
    this.metric = metric;
    this.productBound = FloatError.productBound(dimensions);
    this.scale = new float[rows];
    this.shift = new float[rows];
  }

  /** Continues with another block. */
  void prepare(Block block) {
    longest = block.longest();
    usable = block.shortest() >= LEAST_LENGTH && longest <= GREATEST_LENGTH;
    for (int row = 0; row < block.size(); row++) {
      double square = block.square(row);
      scale[row] = metric == Metric.COSINE && square > 0 ? (float) (1 / Math.sqrt(square)) : 1f;
      shift[row] = metric == Metric.L2 ? (float) (-square / 2) : 0f;
    }
  }

  /** Returns the score of a row of the block. */
  float score(float product, int row) {
    return product * scale[row] + shift[row];
  }

  /**
   * Returns the least score with which a row may still be within the bar.
   *
   * @param bar the distance that must not be exceeded
   * @param querySquare the squared length of the query
   */
  float leastScore(double bar, double querySquare) {
    double query = Math.sqrt(querySquare);
    if (!usable || !(query >= LEAST_LENGTH && query <= GREATEST_LENGTH) || Double.isInfinite(bar)) {
      return Float.NEGATIVE_INFINITY;
    }
    double atBar =
        switch (metric) {
          case COSINE -> query * (1 - bar);
          case INNER_PRODUCT -> -bar;
          case L2 -> (querySquare - bar * bar) / 2;
        };
    double lost =
        switch (metric) {
          case COSINE -> query * (productBound + FEW_ROUNDINGS);
          case INNER_PRODUCT -> longest * query * (productBound + FEW_ROUNDINGS);
          case L2 ->
              longest * query * (productBound + FEW_ROUNDINGS)
                  + (longest * longest + querySquare + bar * bar) * FEW_ROUNDINGS;
        };
    return Math.nextDown((float) (atBar - lost));
  }
}
