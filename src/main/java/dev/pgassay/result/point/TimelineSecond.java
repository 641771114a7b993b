package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One second of the measured time, with the operations that ended in it, of all clients of a fork
 * together. Immutable.
 *
 * @param fork number of the fork, from 1
 * @param startedAt when the second began, by the clock of the clients' machine; the last one of an
 *     iteration may be half as long or half as long again
 * @param completed successful operations that ended in it
 * @param operationsPerSecond their number divided by the length of the second
 * @param errorsBySqlState SQLSTATE to the number of operations that failed in it
 * @param latency service times of the operations that ended in it, absent if none did
 * @param disturbances other work of the server in it, such as {@code checkpoint}
 */
public record TimelineSecond(
    int fork,
    Instant startedAt,
    long completed,
    double operationsPerSecond,
    Map<String, Long> errorsBySqlState,
    Optional<Latency> latency,
    List<String> disturbances) {
  public TimelineSecond {
    Checked.positive("fork", fork);
    Objects.requireNonNull(startedAt, "startedAt");
    Checked.notNegative("completed", completed);
    Checked.measured("operationsPerSecond", operationsPerSecond);
    errorsBySqlState = Checked.sorted(errorsBySqlState);
    errorsBySqlState.forEach((state, count) -> Checked.positive("errors of " + state, count));
    Objects.requireNonNull(latency, "latency");
    disturbances = List.copyOf(disturbances);
  }

  /** Returns the number of failed operations of all SQLSTATEs. */
  public long failed() {
    return errorsBySqlState.values().stream().mapToLong(Long::longValue).sum();
  }
}
