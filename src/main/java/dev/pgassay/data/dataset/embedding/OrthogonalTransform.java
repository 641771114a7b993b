package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.spec.DatasetSpec;

/**
 * A fast random rotation by Walsh-Hadamard transforms of equal blocks. Blocks with structured
 * coordinates are first transformed by themselves. Then all coordinates are permuted and change
 * signs at random, and all blocks are transformed. Each structured coordinate thereby spreads over
 * all dimensions, at two additions per dimension and power of two; a dense matrix takes as many
 * multiplications as there are coordinates (Yu et al., "Orthogonal random features", 2016). Lengths
 * and angles are preserved up to the rounding of floats.
 *
 * <p>The order of operations is fixed and none of them is a sum that a library or a SIMD unit might
 * reorder, so every machine gives the same bits. Immutable and thread-safe.
 */
final class OrthogonalTransform {
  private final int dimensions;
  private final int block;
  private final int structured;
  private final int[] crossings;
  private final float[] factors;

  /**
   * Draws a transform.
   *
   * @param dimensions a multiple of {@link DatasetSpec#LEAST_BLOCK}; blocks are the greatest power
   *     of two that divides it, such as 512 for 1536
   * @param structured number of leading coordinates that are structured; the others should be
   *     random signs or zero
   * @param draws of signs and places
   */
  OrthogonalTransform(int dimensions, int structured, Draws draws) {
    if (dimensions < DatasetSpec.LEAST_BLOCK || dimensions % DatasetSpec.LEAST_BLOCK != 0) {
      throw new IllegalArgumentException(
          "dimensions must be a multiple of " + DatasetSpec.LEAST_BLOCK + ": " + dimensions);
    }
    this.dimensions = dimensions;
    this.block = Integer.lowestOneBit(dimensions);
    this.structured = Math.min(dimensions, (structured + block - 1) / block * block);
    this.crossings = draws.cursor(0).nextPermutation(dimensions);
    this.factors = factors(draws.cursor(1));
  }

  /**
   * Returns random signs, scaled because each transform makes vectors longer by the root of the
   * block's size.
   */
  private float[] factors(Draws.Cursor draws) {
    float[] drawn = new float[dimensions];
    for (int i = 0; i < dimensions; i++) {
      double scale = crossings[i] < structured ? 1.0 / block : 1 / Math.sqrt(block);
      drawn[i] = (float) (draws.nextBits() < 0 ? -scale : scale);
    }
    return drawn;
  }

  /**
   * Rotates a vector.
   *
   * @param vector the vector; overwritten with intermediate values
   * @param target receives the rotated vector
   * @param offset index of its first component in the target
   */
  void rotate(float[] vector, float[] target, int offset) {
    transformBlocks(vector, 0, structured);
    for (int i = 0; i < dimensions; i++) {
      target[offset + i] = vector[crossings[i]] * factors[i];
    }
    transformBlocks(target, offset, dimensions);
  }

  private void transformBlocks(float[] values, int offset, int length) {
    for (int start = offset; start < offset + length; start += block) {
      WalshHadamard.transform(values, start, block);
    }
  }
}
