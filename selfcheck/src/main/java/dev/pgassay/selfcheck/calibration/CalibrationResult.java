package dev.pgassay.selfcheck.calibration;

import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.Wilson;
import java.util.List;

/**
 * How often decision rules are right and wrong on recorded rounds. Immutable.
 *
 * @param material the recorded rounds
 * @param rules ours first
 * @param foundExactly share found by our rule of suites with one regression of exactly the planted
 *     sizes, in their order; rounds of equal arms are shifted
 * @param detectable the slowdown of a median that our comparisons said they would have found, a
 *     median over points and comparisons, such as 0.08
 * @param foundAtDetectable share found of comparisons in which one point was slowed by its
 *     detectable slowdown
 * @param alarmsElsewhere share of all comparisons with a planted slowdown that accused another
 *     point as well
 */
record CalibrationResult(
    Material material,
    List<RuleRates> rules,
    List<Rate> foundExactly,
    double detectable,
    Rate foundAtDetectable,
    Rate alarmsElsewhere) {
  public CalibrationResult {
    rules = List.copyOf(rules);
    foundExactly = List.copyOf(foundExactly);
  }

  /**
   * The recorded rounds.
   *
   * @param points number of points
   * @param rounds of all points together
   * @param segments number of uninterrupted periods
   * @param noiseRatio the median size of the difference between equal arms' medians in one round
   * @param planted the slowdowns that were recorded, in the order of their arms
   */
  public record Material(
      int points, long rounds, int segments, double noiseRatio, List<Planted> planted) {
    public Material {
      planted = List.copyOf(planted);
    }
  }

  /**
   * A recorded slowdown: for each point the median over all its rounds.
   *
   * @param points at which it counts; at the others it is too small
   * @param ratio the median over points, such as 0.1
   * @param least of a point
   * @param most of a point
   */
  public record Planted(int points, double ratio, double least, double most) {}

  /**
   * The results of one rule.
   *
   * @param rule in words
   * @param falseAlarms share of whole suites without a regression
   * @param found share of suites with one planted regression, for each planted arm in order
   */
  public record RuleRates(String rule, Rate falseAlarms, List<Rate> found) {
    public RuleRates {
      found = List.copyOf(found);
    }
  }

  /**
   * A share with its interval.
   *
   * @param count number of cases
   * @param of number of all
   */
  public record Rate(long count, long of) {
    public Rate {
      if (of < 1 || count < 0 || count > of) {
        throw new IllegalArgumentException(
            "a rate must be between none and all: " + count + " of " + of);
      }
    }

    /** Returns the share, between 0 and 1. */
    public double share() {
      return (double) count / of;
    }

    /** Returns Wilson's 95 % interval of the share, within 0 and 1. */
    public ConfidenceInterval interval() {
      return Wilson.interval(count, of);
    }
  }
}
