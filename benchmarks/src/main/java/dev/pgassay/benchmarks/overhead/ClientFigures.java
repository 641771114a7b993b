package dev.pgassay.benchmarks.overhead;

import java.util.Arrays;

/**
 * What one client program saw in one turn.
 *
 * @param medianNanos median latency of a statement, in nanoseconds
 * @param perSecond statements per second over all connections
 */
record ClientFigures(double medianNanos, double perSecond) {
  static ClientFigures of(long[] latencies, double seconds) {
    long[] sorted = latencies.clone();
    Arrays.sort(sorted);
    return new ClientFigures(sorted[sorted.length / 2], sorted.length / seconds);
  }
}
