package dev.pgassay.selfcheck.calibration;

import java.util.Locale;

/** The arms of a recorded round after its base, in this order. */
enum RecordedArm {
  /** Equal to the base: the control of a comparison. */
  CONTROL(0),
  /** Equal to the base: the contender of a comparison in which nothing regressed. */
  SAME(0),
  /** The base with a tenth of its time added. */
  SLOWER_BY_10(0.10),
  /** The base with a fifth of its time added. */
  SLOWER_BY_20(0.20);

  private final double slowdownRatio;

  RecordedArm(double slowdownRatio) {
    this.slowdownRatio = slowdownRatio;
  }

  /**
   * Returns the slowdown relative to the median time of the statement: 0 for an arm that is equal
   * to the base, such as 0.1 for a tenth.
   */
  public double slowdownRatio() {
    return slowdownRatio;
  }

  /** Returns a name for people, such as {@code +10 %}. */
  public String display() {
    return String.format(Locale.ROOT, "%+.0f %%", 100 * slowdownRatio);
  }
}
