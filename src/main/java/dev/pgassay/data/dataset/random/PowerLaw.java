package dev.pgassay.data.dataset.random;

/**
 * Chooses ranks by the law of Zipf and Mandelbrot: the probability of rank r, counted from 0, is
 * proportional to {@code (r + 2)^-exponent}. Several choices for one event are stratified: each is
 * from a different part of the mass, and all are different. On average over events every rank keeps
 * its probability. Immutable and thread-safe.
 */
public final class PowerLaw {
  /** Flattens the head, because participation in events is more even than Zipf's law there. */
  private static final double HEAD = 2;

  private final long size;
  private final double power;
  private final double low;
  private final double high;

  /**
   * Prepares a law.
   *
   * @param size number of ranks, at least 1
   * @param exponent 0 (all equal) or more
   */
  public PowerLaw(long size, double exponent) {
    this.size = size;
    this.power = 1 - exponent;
    this.low = integral(HEAD);
    this.high = integral(HEAD + size);
  }

  public long size() {
    return size;
  }

  /**
   * Chooses a rank from a part of the mass.
   *
   * @param part which part, 0 to parts - 1
   * @param parts number of equal parts, 1 to the number of ranks
   * @param uniform 0 to below 1
   * @return a rank that no other part gives
   */
  public long rank(int part, int parts, double uniform) {
    long first = boundary(part, parts);
    long next = boundary(part + 1, parts);
    long rank = (long) rankAt((part + uniform) / parts);
    return Math.min(Math.max(rank, first), next - 1);
  }

  /**
   * Returns the first rank of a part. Later parts have more ranks, so moving a boundary back to
   * give each earlier part one rank leaves the later ones at least one.
   */
  private long boundary(int part, int parts) {
    return part == parts ? size : Math.max((long) rankAt((double) part / parts), part);
  }

  /** Returns the rank below which a share of the mass is: the inverse of the integral. */
  private double rankAt(double share) {
    double value = low + share * (high - low);
    return StrictMath.exp(power == 0 ? value : StrictMath.log(value * power) / power) - HEAD;
  }

  /** Uses exp and log, because {@link StrictMath#pow} allocates on some JDKs. */
  private double integral(double value) {
    double logarithm = StrictMath.log(value);
    return power == 0 ? logarithm : StrictMath.exp(power * logarithm) / power;
  }
}
