package dev.pgassay.benchmarks.pool;

import dev.pgassay.stats.Measure;
import java.util.List;

/**
 * How long the requests of a fork's clients waited for a connection. A request that did not get one
 * in time has waited as well, and counts in all figures. Thread-safe.
 */
final class PoolFigures {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double THOUSAND = 1000;

  private long requests;
  private long timeouts;
  private long waitedNanos;
  private long longestNanos;

  /** Counts a request that got a connection. */
  synchronized void waited(long nanos) {
    requests++;
    waitedNanos += nanos;
    longestNanos = Math.max(longestNanos, nanos);
  }

  /** Counts a request that did not get a connection. */
  synchronized void timedOut(long nanos) {
    waited(nanos);
    timeouts++;
  }

  /** Returns means over all requests of all clients; nothing if there was none. */
  synchronized List<Measure> means() {
    return requests == 0
        ? List.of()
        : List.of(
            new Measure("wait", "ms", waitedNanos / NANOS_PER_MILLI / requests),
            new Measure("timeouts", "/1000", THOUSAND * timeouts / requests));
  }

  /** Returns maxima over all requests of all clients. */
  synchronized List<Measure> maxima() {
    return requests == 0
        ? List.of()
        : List.of(new Measure("longest", "ms", longestNanos / NANOS_PER_MILLI));
  }
}
