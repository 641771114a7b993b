package dev.pgassay.data.dataset.random;

/**
 * Chooses among ranks by the law of Zipf and Mandelbrot: the chance of rank r, counted from 0, is
 * in proportion to {@code (r + 2)^-exponent}. Several choices for one event are stratified: each
 * comes from a part of its own of the mass, and no two are alike. Averaged over events that leaves
 * every rank its chance. Immutable and thread-safe.
 */
public final class PowerLaw {
  /** Flattens the head, as participation in events is flatter than Zipf's law there. */
  private static final double HEAD = 2;

  private final long size;
  private final double power;
  private final double low;
  private final double high;

  /**
   * Prepares a law.
   *
   * @param size how many ranks, at least 1
   * @param exponent 0 (all alike) or more
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
   * @param parts how many equal parts there are, 1 to the number of ranks
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
   * Returns the first rank of a part. Parts take more ranks the further back they are, so moving a
   * boundary back to give each part before it one rank leaves those behind it at least one.
   */
  private long boundary(int part, int parts) {
    return part == parts ? size : Math.max((long) rankAt((double) part / parts), part);
  }

  /** Returns the rank below which a share of the mass lies: the inverse of the integral. */
  private double rankAt(double share) {
    double value = low + share * (high - low);
    return StrictMath.exp(power == 0 ? value : StrictMath.log(value * power) / power) - HEAD;
  }

  /** Written with exp and log, since {@link StrictMath#pow} allocates on some JDKs. */
  private double integral(double value) {
    double logarithm = StrictMath.log(value);
    return power == 0 ? logarithm : StrictMath.exp(power * logarithm) / power;
  }
}
