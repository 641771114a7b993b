package dev.pgassay.stats;

import java.util.SplittableRandom;

/**
 * Draws samples from a series in contiguous blocks that wrap around its end (Politis and Romano,
 * 1992), which keeps the correlation of neighbours. A block of one observation is the plain
 * bootstrap. Not thread-safe.
 */
public final class BlockResampling {
  private final double[] series;
  private final int blockLength;
  private final SplittableRandom random;

  /**
   * @param series in the order of time; not changed
   * @param blockLength from 1 to the length of the series
   * @param seed the same seed gives the same samples
   */
  public BlockResampling(double[] series, int blockLength, long seed) {
    if (blockLength < 1 || blockLength > series.length) {
      throw new IllegalArgumentException(
          "blockLength must be from 1 to " + series.length + ": " + blockLength);
    }
    this.series = series.clone();
    this.blockLength = blockLength;
    this.random = new SplittableRandom(seed);
  }

  /**
   * Returns the block length that gives about the best interval (Hall, Horowitz and Jing,
   * Biometrika 82(3), 1995).
   *
   * @param size of the series, at least 1
   * @return its cube root, rounded
   */
  public static int usualBlockLength(int size) {
    return (int) Math.max(1, Math.round(Math.cbrt(size)));
  }

  /** Returns a new sample as long as the series. */
  public double[] next() {
    return next(series.length);
  }

  /**
   * Returns a new sample.
   *
   * @param length of the sample, at least 1
   */
  public double[] next(int length) {
    double[] sample = new double[length];
    for (int filled = 0; filled < length; filled += blockLength) {
      int from = random.nextInt(series.length);
      for (int i = 0; i < blockLength && filled + i < length; i++) {
        sample[filled + i] = series[(from + i) % series.length];
      }
    }
    return sample;
  }
}
