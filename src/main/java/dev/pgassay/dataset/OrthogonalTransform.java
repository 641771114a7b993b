package dev.pgassay.dataset;

/**
 * A fast random rotation: two rounds of random signs, a random permutation and Walsh-Hadamard
 * transforms of equal blocks. It spreads each coordinate over all others with some two additions
 * per coordinate and power of two, where a dense matrix takes as many multiplications as there are
 * coordinates (structured orthogonal matrices: Yu et al., "Orthogonal random features", 2016).
 * Lengths and angles are kept up to the rounding of floats.
 *
 * <p>The order of operations is fixed and none of them is a sum that a library or a SIMD unit might
 * reorder, so every machine gives the same bits. Immutable and thread-safe.
 */
final class OrthogonalTransform {
  /** The dimensions must be a multiple of this; a smaller block would leave coordinates apart. */
  static final int LEAST_BLOCK = 64;

  private final int dimensions;
  private final int block;
  private final int[] firstPlaces;
  private final float[] firstSigns;
  private final int[] secondPlaces;
  private final float[] secondSigns;

  /**
   * Draws a transform.
   *
   * @param dimensions a multiple of {@link #LEAST_BLOCK}; blocks are the greatest power of two that
   *     divides it, such as 512 for 1536
   * @param draws where signs and permutations come from
   */
  OrthogonalTransform(int dimensions, Draws draws) {
    if (dimensions < LEAST_BLOCK || dimensions % LEAST_BLOCK != 0) {
      throw new IllegalArgumentException(
          "dimensions must be a multiple of " + LEAST_BLOCK + ": " + dimensions);
    }
    this.dimensions = dimensions;
    this.block = Integer.lowestOneBit(dimensions);
    this.firstPlaces = draws.cursor(0).nextPermutation(dimensions);
    this.secondPlaces = draws.cursor(1).nextPermutation(dimensions);
    this.firstSigns = signs(dimensions, 1f, draws.cursor(2));
    // Each round makes vectors longer by the root of the block: a power of two undoes both exactly.
    this.secondSigns = signs(dimensions, 1f / block, draws.cursor(3));
  }

  /**
   * Rotates a vector.
   *
   * @param vector the vector; overwritten with intermediate values
   * @param target receives the rotated vector
   * @param offset where in the target it begins
   */
  void rotate(float[] vector, float[] target, int offset) {
    scatter(vector, 0, firstPlaces, firstSigns, target, offset);
    transformBlocks(target, offset);
    scatter(target, offset, secondPlaces, secondSigns, vector, 0);
    transformBlocks(vector, 0);
    System.arraycopy(vector, 0, target, offset, dimensions);
  }

  private void transformBlocks(float[] values, int offset) {
    for (int start = 0; start < dimensions; start += block) {
      WalshHadamard.transform(values, offset + start, block);
    }
  }

  private static void scatter(
      float[] from, int fromOffset, int[] places, float[] signs, float[] to, int toOffset) {
    for (int i = 0; i < places.length; i++) {
      to[toOffset + places[i]] = from[fromOffset + i] * signs[i];
    }
  }

  private static float[] signs(int size, float magnitude, Draws.Cursor draws) {
    float[] signs = new float[size];
    for (int i = 0; i < size; i++) {
      signs[i] = draws.nextBits() < 0 ? -magnitude : magnitude;
    }
    return signs;
  }
}
