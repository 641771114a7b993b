package dev.pgassay.runner.machine;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.result.point.Canary;
import java.time.Duration;

/**
 * Does the canary's work: a loop of arithmetic here, and a query in the server. The shortest of a
 * few repetitions leaves out single interruptions and keeps what lasts: a clock frequency, a
 * neighbour on the host. Not thread-safe.
 */
public final class CanaryWork {
  private static final int REPETITIONS = 5;

  /** Some ten milliseconds of one processor. */
  private static final int ROUNDS = 8_000_000;

  /** The query takes some ten milliseconds, and a crawling machine a hundred times as long. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);

  private static final String QUERY = "SELECT sum(i) FROM generate_series(1, 50000) AS i";

  private long seed = 1;

  /**
   * Measures the present speed of the machine.
   *
   * @param target of the server
   * @return the times
   */
  public Canary measure(ConnectionTarget target) {
    long cpuNanos = shortestNanos(() -> seed = churned(seed));
    if (seed == 0) {
      throw new IllegalStateException("the generator never reaches zero");
    }
    try (Session session = Session.open(target, ANSWER_TIMEOUT)) {
      long queryNanos =
          shortestNanos(() -> session.text("cannot execute the canary's query", QUERY));
      return new Canary(cpuNanos, queryNanos);
    }
  }

  private static long shortestNanos(Runnable work) {
    long shortest = Long.MAX_VALUE;
    // Once more, because the first one compiles the loop and fills the session's caches.
    for (int repetition = 0; repetition <= REPETITIONS; repetition++) {
      long begin = System.nanoTime();
      work.run();
      shortest = Math.min(shortest, System.nanoTime() - begin);
    }
    return shortest;
  }

  /**
   * Each step depends on the previous one.
   *
   * @see <a href="https://doi.org/10.18637/jss.v008.i14">Marsaglia, Xorshift RNGs (2003)</a>
   */
  private static long churned(long begin) {
    long x = begin;
    for (int round = 0; round < ROUNDS; round++) {
      x ^= x << 13;
      x ^= x >>> 7;
      x ^= x << 17;
    }
    return x;
  }
}
