package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * A confidence interval of a ratio. Immutable.
 *
 * @param lowRatio its lower end, 0 to 1
 * @param highRatio its upper end, 0 to 1
 * @param levelRatio the confidence, such as 0.95
 */
public record RatioInterval(double lowRatio, double highRatio, double levelRatio) {
  public RatioInterval {
    Checked.ratio("lowRatio", lowRatio);
    Checked.ratio("highRatio", highRatio);
    Checked.ratio("levelRatio", levelRatio);
    if (lowRatio > highRatio) {
      throw new IllegalArgumentException(
          "the lower end must not be above the upper end: " + lowRatio + " > " + highRatio);
    }
  }
}
