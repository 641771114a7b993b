package dev.pgassay.stats;

/**
 * The score interval of a proportion (Wilson, JASA 22, 1927; recommended over the normal
 * approximation by Brown, Cai and DasGupta, Statistical Science 16(2), 2001). It has a width even
 * if every trial, or none, succeeded.
 */
public final class Wilson {
  /** The 0.975 quantile of the standard normal distribution. */
  private static final double Z_95 = 1.959963984540054;

  private Wilson() {}

  /**
   * Returns the interval at the level {@link ConfidenceInterval#DEFAULT_LEVEL}.
   *
   * @param successes between 0 and the trials
   * @param trials at least 1, independent of each other
   * @return the interval, within 0 and 1
   */
  public static ConfidenceInterval interval(long successes, long trials) {
    if (trials < 1 || successes < 0 || successes > trials) {
      throw new IllegalArgumentException(
          "successes must be between 0 and the trials: %d of %d".formatted(successes, trials));
    }
    double square = Z_95 * Z_95;
    double share = (double) successes / trials;
    double centre = (share + square / (2 * trials)) / (1 + square / trials);
    double half =
        Z_95
            / (1 + square / trials)
            * Math.sqrt(share * (1 - share) / trials + square / (4.0 * trials * trials));
    return new ConfidenceInterval(
        successes == 0 ? 0 : centre - half,
        successes == trials ? 1 : centre + half,
        ConfidenceInterval.DEFAULT_LEVEL);
  }
}
