package dev.pgassay.data.dataset.embedding;

/**
 * The Walsh-Hadamard transform in natural order, unscaled, in place. It processes eight values at a
 * time, so that three of its passes read the memory once.
 */
final class WalshHadamard {
  private WalshHadamard() {}

  /**
   * Transforms a block.
   *
   * @param values contains the block
   * @param offset index of its first value
   * @param size its length, a power of two
   */
  static void transform(float[] values, int offset, int size) {
    int stride = 1;
    for (; stride * 8 <= size; stride *= 8) {
      eights(values, offset, size, stride);
    }
    for (; stride * 2 <= size; stride *= 2) {
      pairs(values, offset, size, stride);
    }
  }

  private static void pairs(float[] v, int offset, int size, int stride) {
    for (int base = offset; base < offset + size; base += 2 * stride) {
      for (int i = base; i < base + stride; i++) {
        float a = v[i];
        float b = v[i + stride];
        v[i] = a + b;
        v[i + stride] = a - b;
      }
    }
  }

  private static void eights(float[] v, int offset, int size, int stride) {
    for (int base = offset; base < offset + size; base += 8 * stride) {
      for (int i = base; i < base + stride; i++) {
        eight(v, i, stride);
      }
    }
  }

  /** Performs three passes over eight values: at distances of 1, 2 and 4 strides. */
  private static void eight(float[] v, int i, int s) {
    float a0 = v[i] + v[i + s];
    float a1 = v[i] - v[i + s];
    float a2 = v[i + 2 * s] + v[i + 3 * s];
    float a3 = v[i + 2 * s] - v[i + 3 * s];
    float a4 = v[i + 4 * s] + v[i + 5 * s];
    float a5 = v[i + 4 * s] - v[i + 5 * s];
    float a6 = v[i + 6 * s] + v[i + 7 * s];
    float a7 = v[i + 6 * s] - v[i + 7 * s];

    float b0 = a0 + a2;
    float b1 = a1 + a3;
    float b2 = a0 - a2;
    float b3 = a1 - a3;
    float b4 = a4 + a6;
    float b5 = a5 + a7;
    float b6 = a4 - a6;
    float b7 = a5 - a7;

    v[i] = b0 + b4;
    v[i + s] = b1 + b5;
    v[i + 2 * s] = b2 + b6;
    v[i + 3 * s] = b3 + b7;
    v[i + 4 * s] = b0 - b4;
    v[i + 5 * s] = b1 - b5;
    v[i + 6 * s] = b2 - b6;
    v[i + 7 * s] = b3 - b7;
  }
}
