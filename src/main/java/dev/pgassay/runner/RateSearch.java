package dev.pgassay.runner;

import java.util.OptionalDouble;

/**
 * Searches the highest rate that holds an objective: doubles until one does not, then halves the
 * distance between the highest that did and the lowest that did not, on a scale of ratios, until
 * they are near. Not thread-safe.
 */
final class RateSearch {
  /** Rates nearer than this are the same rate, given how much a repetition varies. */
  private static final double NEAR_RATIO = 1.05;

  private static final int MOST_STEPS = 16;
  private static final double GROWTH = 2;

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

  /** The rate to be tried next; empty once the search has ended. */
  OptionalDouble next() {
    boolean near = highestHeld > 0 && lowestMissed / highestHeld <= NEAR_RATIO;
    return near || steps >= MOST_STEPS || next < least
        ? OptionalDouble.empty()
        : OptionalDouble.of(next);
  }

  /** Says whether the rate that was tried held the objective. */
  void tried(double rate, boolean held) {
    steps++;
    if (held) {
      highestHeld = Math.max(highestHeld, rate);
    } else {
      lowestMissed = Math.min(lowestMissed, rate);
    }
    if (Double.isInfinite(lowestMissed)) {
      next = highestHeld * GROWTH;
    } else {
      next = highestHeld == 0 ? lowestMissed / GROWTH : Math.sqrt(highestHeld * lowestMissed);
    }
  }

  /** The highest rate that held the objective; empty where none did. */
  OptionalDouble highestHeld() {
    return highestHeld == 0 ? OptionalDouble.empty() : OptionalDouble.of(highestHeld);
  }
}
