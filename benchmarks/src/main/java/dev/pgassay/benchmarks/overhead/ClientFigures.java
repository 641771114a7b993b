package dev.pgassay.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;

/**
 * What one client program saw in one turn, or in those of a round.
 *
 * @param medianNanos median latency of a statement, in nanoseconds
 * @param perSecond statements per second over all connections
 */
record ClientFigures(double medianNanos, double perSecond) {
  static double median(long[] latencies) {
    if (latencies.length == 0) {
      throw new IllegalStateException("a turn went by without an answer; the machine is too busy");
    }
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** The median of the turns' medians, and their mean rate. */
  static ClientFigures over(List<ClientFigures> turns) {
    double[] medians = turns.stream().mapToDouble(ClientFigures::medianNanos).sorted().toArray();
    double perSecond = turns.stream().mapToDouble(ClientFigures::perSecond).average().orElseThrow();
    int middle = medians.length / 2;
    return new ClientFigures((medians[middle - 1] + medians[middle]) / 2, perSecond);
  }
}
