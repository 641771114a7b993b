package dev.pgassay.data.dataset.random;

/**
 * Draws ranks by Zipf's law in constant time: rank k, counted from 0, has a probability
 * proportional to {@code (k + 1)^-exponent}. Immutable and thread-safe.
 *
 * <p>Vose's alias method ("A linear algorithm for generating random numbers with a given
 * distribution", 1991): each cell of a table contains the rest of its own rank's mass and a part of
 * another's.
 */
public final class ZipfLaw {
  private final int[] kept;
  private final int[] alias;

  /**
   * Prepares a law.
   *
   * @param size number of ranks, at least 1
   * @param exponent 0 (all equal) or more
   */
  public ZipfLaw(int size, double exponent) {
    this.kept = new int[size];
    this.alias = new int[size];
    fill(scaledMasses(size, exponent));
  }

  /** Returns the number of ranks. */
  int size() {
    return kept.length;
  }

  /**
   * Returns a rank.
   *
   * @param bits 64 uniformly random bits: 32 choose the cell, 32 the rank within it
   */
  public int rank(long bits) {
    int cell = (int) ((bits >>> Integer.SIZE) * kept.length >>> Integer.SIZE);
    return Integer.compareUnsigned((int) bits, kept[cell]) < 0 ? cell : alias[cell];
  }

  /** Returns masses with a mean of 1. */
  private static double[] scaledMasses(int size, double exponent) {
    double[] masses = new double[size];
    double sum = 0;
    for (int rank = 0; rank < size; rank++) {
      masses[rank] = StrictMath.pow(rank + 1, -exponent);
      sum += masses[rank];
    }
    for (int rank = 0; rank < size; rank++) {
      masses[rank] *= size / sum;
    }
    return masses;
  }

  /** Masses fall with the rank. Cells below 1 are filled from the first cells that have more. */
  private void fill(double[] masses) {
    int giver = 0;
    for (int poor = masses.length - 1; poor > giver; poor--) {
      kept[poor] = threshold(masses[poor]);
      alias[poor] = giver;
      masses[giver] -= 1 - masses[poor];
      while (giver + 1 < poor && masses[giver] < 1) {
        int next = giver + 1;
        kept[giver] = threshold(masses[giver]);
        alias[giver] = next;
        masses[next] -= 1 - masses[giver];
        giver = next;
      }
    }
    kept[giver] = threshold(1);
    alias[giver] = giver;
  }

  /** Returns a probability in units of 2^-32, at most 1 - 2^-32. */
  private static int threshold(double probability) {
    return (int) (long) Math.min(Math.max(probability, 0) * 0x1.0p32, 0xFFFFFFFFL);
  }
}
