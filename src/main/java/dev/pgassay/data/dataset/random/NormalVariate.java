package dev.pgassay.data.dataset.random;

/**
 * Standard normal variates by the ziggurat method (Marsaglia and Tsang, "The ziggurat method for
 * generating random variables", 2000) with 256 layers, with separate bits for the layer and the
 * place within it, as Doornik requires ("An improved ziggurat method to generate normal random
 * samples", 2005). One variate is made of 64 bits. One in seventy needs more bits, which are
 * derived from those.
 *
 * <p>The JDK's own {@code nextGaussian} promises no particular values. This class computes its
 * tables with {@link StrictMath} and otherwise uses IEEE 754 arithmetic, so every machine gives the
 * same bits.
 */
final class NormalVariate {
  private static final int LAYERS = 256;

  /** The start of the tail. With it, all layers and the base with its tail have equal areas. */
  private static final double TAIL_START = 3.6541528853610088;

  /** The area of each layer under exp(-x*x/2). */
  private static final double LAYER_AREA = 0.0049286732339746553;

  /** Right edges of the layers, the base first; an edge of 0 closes the top. */
  private static final double[] EDGES = edges();

  /** Heights of the density at the edges. */
  private static final double[] HEIGHTS = heights();

  /** The part of each layer's width that is completely under the density. */
  private static final double[] SAFE_SHARES = safeShares();

  private NormalVariate() {}

  /** Returns the variate of 64 random bits. */
  static double of(long bits) {
    int layer = (int) bits & LAYERS - 1;
    double share = signedUnit(bits);
    return Math.abs(share) < SAFE_SHARES[layer]
        ? share * EDGES[layer]
        : outside(layer, share, bits);
  }

  private static double outside(int layer, double share, long bits) {
    long more = Draws.next(bits);
    if (layer == 0) {
      return share < 0 ? -tail(more) : tail(more);
    }
    double variate = share * EDGES[layer];
    double rise = HEIGHTS[layer + 1] - HEIGHTS[layer];
    boolean under = HEIGHTS[layer] + Draws.unit(more) * rise < density(variate);
    return under ? variate : of(Draws.next(more));
  }

  /** Marsaglia's method for the tail, 1964. */
  private static double tail(long bits) {
    long more = bits;
    while (true) {
      double beyond = -StrictMath.log(1 - Draws.unit(more)) / TAIL_START;
      more = Draws.next(more);
      double height = -StrictMath.log(1 - Draws.unit(more));
      more = Draws.next(more);
      if (height + height > beyond * beyond) {
        return TAIL_START + beyond;
      }
    }
  }

  /** Returns -1 to below 1 from bits that do not choose the layer. */
  private static double signedUnit(long bits) {
    return (bits >> 10) * 0x1.0p-53;
  }

  private static double density(double x) {
    return StrictMath.exp(-0.5 * x * x);
  }

  private static double[] edges() {
    double[] edges = new double[LAYERS + 1];
    edges[0] = LAYER_AREA / density(TAIL_START);
    edges[1] = TAIL_START;
    for (int i = 2; i < LAYERS; i++) {
      double height = LAYER_AREA / edges[i - 1] + density(edges[i - 1]);
      edges[i] = Math.sqrt(-2 * StrictMath.log(height));
    }
    return edges;
  }

  private static double[] heights() {
    double[] heights = new double[LAYERS + 1];
    for (int i = 1; i <= LAYERS; i++) {
      heights[i] = density(EDGES[i]);
    }
    return heights;
  }

  private static double[] safeShares() {
    double[] shares = new double[LAYERS];
    for (int i = 0; i < LAYERS; i++) {
      shares[i] = EDGES[i + 1] / EDGES[i];
    }
    return shares;
  }
}
