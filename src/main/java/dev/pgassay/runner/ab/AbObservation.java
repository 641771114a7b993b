package dev.pgassay.runner.ab;

import dev.pgassay.measure.client.MeasuredClient;
import java.time.Duration;

/**
 * Executes every query of an arm once, as far as time allows, or the part that another arm
 * executed. Runs in the JVM of the arms. Not thread-safe.
 */
final class AbObservation {
  /** Long enough for the counts of an operation; a slow statement is not observed for longer. */
  static final Duration LONGEST_OBSERVING = Duration.ofSeconds(3);

  private static final long MOST_OBSERVING_NANOS = LONGEST_OBSERVING.toNanos();

  /** An arm that must repeat the queries of another may take ten times as long. */
  static final Duration LONGEST_REPEATING = LONGEST_OBSERVING.multipliedBy(10);

  private static final long MOST_REPEATING_NANOS = LONGEST_REPEATING.toNanos();

  /** A round needs operations for a median even if each of them is slow. */
  private static final int TURN_OF_OBSERVATION = 20;

  /** Longer operations, such as builds, are not executed so often: their rounds would never end. */
  private static final long LONG_OPERATION_NANOS = 1_000_000_000L;

  private final AbTurns arm;

  AbObservation(AbTurns arm) {
    this.arm = arm;
  }

  /**
   * How much of its queries each client of an observed arm executes. Clients go through them in the
   * order of the seed, so that two arms with the same part execute the very same queries.
   *
   * @param unrecorded executions that come before and do not count, 0 if there were none
   * @param operations that count
   */
  record Part(int unrecorded, int operations) {
    /** All operations that there is time for. */
    static final Part ANY = new Part(0, 0);

    Part {
      if (unrecorded < 0 || operations < 0) {
        throw new IllegalArgumentException(
            "a part must not be below 0: " + unrecorded + " and " + operations);
      }
    }

    static Part parse(String text) {
      String[] words = text.split("\\+");
      return new Part(Integer.parseInt(words[0]), Integer.parseInt(words[1]));
    }

    @Override
    public String toString() {
      return unrecorded + "+" + operations;
    }
  }

  /**
   * Observes the arm.
   *
   * @param wanted the part of its queries to execute
   * @param queries how many there are
   * @return for the host: the part, the operations of all clients, and the nanoseconds they took
   */
  String observe(Part wanted, int queries) throws InterruptedException {
    boolean repeating = !wanted.equals(Part.ANY);
    Part part = repeating ? wanted : possiblePart(queries);
    if (repeating) {
      warmUp(part.unrecorded());
    }
    arm.clients().forEach(MeasuredClient::beginRecording);
    arm.all().beginMeasurement();
    long begin = System.nanoTime();
    int operations =
        take(part.operations(), repeating ? MOST_REPEATING_NANOS : MOST_OBSERVING_NANOS);
    long elapsedNanos = System.nanoTime() - begin;
    arm.all().endMeasurement();
    arm.clients().forEach(MeasuredClient::endRecording);
    arm.all().report();
    return new Part(part.unrecorded(), operations)
        + "\t"
        + (long) operations * arm.clients().size()
        + "\t"
        + elapsedNanos;
  }

  /** Skips operations for which there is no time, so that the queries after them are the same. */
  private void warmUp(int operations) throws InterruptedException {
    arm.skip(operations - take(operations, MOST_OBSERVING_NANOS));
  }

  /** Executes operations of each client in turns, until time is up; tells how many. */
  private int take(int operations, long mostNanos) throws InterruptedException {
    long begin = System.nanoTime();
    int taken = 0;
    while (taken < operations && (taken == 0 || System.nanoTime() - begin < mostNanos)) {
      int turn = Math.min(turn(taken, System.nanoTime() - begin), operations - taken);
      arm.take(turn);
      taken += turn;
    }
    return taken;
  }

  /** The time of slow operations is checked after each one. */
  private static int turn(int taken, long nanos) {
    return taken == 0 || nanos / taken > LONG_OPERATION_NANOS ? 1 : TURN_OF_OBSERVATION;
  }

  /** Warms up, and returns the part to observe: whole turns, with each query in one of them. */
  private Part possiblePart(int queries) throws InterruptedException {
    int clients = arm.clients().size();
    int ofClient = (queries + clients - 1) / clients;
    arm.take(1);
    long begin = System.nanoTime();
    arm.take(1);
    if (System.nanoTime() - begin > LONG_OPERATION_NANOS) {
      return new Part(2, ofClient);
    }
    arm.take(TURN_OF_OBSERVATION - 2);
    int turns = (ofClient + TURN_OF_OBSERVATION - 1) / TURN_OF_OBSERVATION;
    return new Part(TURN_OF_OBSERVATION, turns * TURN_OF_OBSERVATION);
  }
}
