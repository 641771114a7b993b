package dev.pgassay.runner.openloop;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * Searches for the highest rate that holds an objective: doubles until one does not, then halves
 * the distance between the highest that did and the lowest that did not, on a scale of ratios,
 * until they are near. Not thread-safe.
 */
final class RateSearch {
  /** Rates nearer than this are the same rate, given how much a repetition varies. */
  private static final double NEAR_RATIO = 1.05;

  private static final int MOST_STEPS = 16;
  private static final double GROWTH = 2;

  /** A rate is shown as it was tried. */
  private static final MathContext DIGITS = new MathContext(4);

  private final double least;
  private double highestHeld;
  private double lowestMissed = Double.POSITIVE_INFINITY;
  private double next;
  private int steps;

  /**
   * Begins a search.
   *
   * @param first requests a second, greater than 0
   * @param least below which a rate is not tried, because its requests would be too few to judge
   */
  RateSearch(double first, double least) {
    this.least = least;
    this.next = first;
  }

  /** The rate to be tried next, of four digits; empty once the search has ended. */
  OptionalDouble next() {
    return near() || steps >= MOST_STEPS || next < least
        ? OptionalDouble.empty()
        : OptionalDouble.of(next);
  }

  private boolean near() {
    return highestHeld > 0 && lowestMissed / highestHeld <= NEAR_RATIO;
  }

  /** Whether it has ended with an answer: the rates are near, or none can hold. */
  boolean converged() {
    return near() || next < least;
  }

  /** Says whether the rate that was tried held the objective. */
  void tried(double rate, boolean held) {
    steps++;
    if (held) {
      highestHeld = Math.max(highestHeld, rate);
    } else {
      lowestMissed = Math.min(lowestMissed, rate);
    }
    next = BigDecimal.valueOf(following()).round(DIGITS).doubleValue();
  }

  private double following() {
    if (Double.isInfinite(lowestMissed)) {
      return highestHeld * GROWTH;
    }
    return highestHeld == 0 ? lowestMissed / GROWTH : Math.sqrt(highestHeld * lowestMissed);
  }

  /** The lowest rate that did not hold the objective; empty if all did. */
  OptionalDouble lowestMissed() {
    return Double.isInfinite(lowestMissed)
        ? OptionalDouble.empty()
        : OptionalDouble.of(lowestMissed);
  }

  /** The highest rate that held the objective; empty if none did. */
  OptionalDouble highestHeld() {
    return highestHeld == 0 ? OptionalDouble.empty() : OptionalDouble.of(highestHeld);
  }
}
