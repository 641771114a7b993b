package dev.pgassay.selfcheck.truth;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The middle of a few figures, for printing. */
final class Medians {
  private Medians() {}

  static double of(DoubleStream figures) {
    double[] sorted = figures.toArray();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
