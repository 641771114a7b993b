package dev.pgassay.selfcheck.calibration;

import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.Wilson;
import java.util.List;

/**
 * How often rules of decision are right and wrong on recorded rounds. Immutable.
 *
 * @param material what they were tried on
 * @param rules ours first
 * @param foundExactly by our rule, of suites with one regression of exactly the planted sizes, in
 *     their order: rounds of equal arms, shifted
 * @param detectable the slowdown of a median that our comparisons said they would have found, a
 *     median over points and comparisons, such as 0.08
 * @param foundAtDetectable of comparisons in which one point was slowed by what was said of it
 * @param alarmsElsewhere of all comparisons with a plant, those that accused another point as well
 */
record CalibrationResult(
    Material material,
    List<RuleRates> rules,
    List<Rate> foundExactly,
    double detectable,
    Rate foundAtDetectable,
    Rate alarmsElsewhere) {
  /** Copies the lists. */
  public CalibrationResult {
    rules = List.copyOf(rules);
    foundExactly = List.copyOf(foundExactly);
  }

  /**
   * What was recorded.
   *
   * @param points how many
   * @param rounds of all points together
   * @param segments how many stretches of time they are from
   * @param noiseRatio the difference of equal arms' medians in one round: the median of its size
   * @param planted the slowdowns that were planted, in the order of their arms
   */
  public record Material(
      int points, long rounds, int segments, double noiseRatio, List<Planted> planted) {
    /** Copies the list. */
    public Material {
      planted = List.copyOf(planted);
    }
  }

  /**
   * A slowdown as it was measured: of each point the median over all its rounds.
   *
   * @param points at which it was planted; at others it would be less than what counts
   * @param ratio the median over points, such as 0.1
   * @param least of a point
   * @param most of a point
   */
  public record Planted(int points, double ratio, double least, double most) {}

  /**
   * What one rule came to.
   *
   * @param rule in words
   * @param falseAlarms of whole suites in which nothing regressed
   * @param found of suites with one planted regression, for each planted arm in their order
   */
  public record RuleRates(String rule, Rate falseAlarms, List<Rate> found) {
    /** Copies the list. */
    public RuleRates {
      found = List.copyOf(found);
    }
  }

  /**
   * A share with its interval.
   *
   * @param count how many
   * @param of how many
   */
  public record Rate(long count, long of) {
    /** Checks the range. */
    public Rate {
      if (of < 1 || count < 0 || count > of) {
        throw new IllegalArgumentException(
            "a rate must be between none and all: " + count + " of " + of);
      }
    }

    /**
     * Returns the share.
     *
     * @return between 0 and 1
     */
    public double share() {
      return (double) count / of;
    }

    /**
     * Returns Wilson's 95 % interval of the share.
     *
     * @return within 0 and 1
     */
    public ConfidenceInterval interval() {
      return Wilson.interval(count, of);
    }
  }
}
