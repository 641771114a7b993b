package dev.pgassay.data.dataset.embedding;

/** Scales vectors to unit length, with a sum in a fixed order. */
final class UnitLength {
  private UnitLength() {}

  /**
   * Scales one vector in place. Four running sums, joined at the end, keep the processor busy.
   * Their number determines the bits of the result.
   *
   * @param values contains the vector, not all zero
   * @param offset index of its first component
   * @param dimensions its length, a multiple of 4
   */
  static void scale(float[] values, int offset, int dimensions) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    for (int i = offset; i < offset + dimensions; i += 4) {
      first += (double) values[i] * values[i];
      second += (double) values[i + 1] * values[i + 1];
      third += (double) values[i + 2] * values[i + 2];
      fourth += (double) values[i + 3] * values[i + 3];
    }
    float factor = (float) (1 / Math.sqrt(first + second + (third + fourth)));
    for (int i = offset; i < offset + dimensions; i++) {
      values[i] *= factor;
    }
  }
}
