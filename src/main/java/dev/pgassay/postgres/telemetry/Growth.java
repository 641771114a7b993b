package dev.pgassay.postgres.telemetry;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The counts of a server over the measured intervals, and its sampled wait events. Immutable.
 *
 * @param source the source of most counts: {@code pg_stat_statements}, which counts the measured
 *     statement alone, or {@code pg_stat_database}, which counts all sessions of the database
 * @param counters the growth of each counter; one that could not be read is absent
 * @param events other events on the server meanwhile, such as {@code checkpoint}, and how often
 * @param waits the wait events of measured sessions, such as {@code LWLock/WALWrite}, or {@code
 *     running}, and how often
 * @param memory the most that was found at the end of an interval; empty if the server's processes
 *     cannot be seen from here
 * @param disturbances when the server was found doing background work
 * @param notices values that could not be read and why, one line each
 */
public record Growth(
    String source,
    Map<Counter, Double> counters,
    Map<String, Long> events,
    Map<String, Long> waits,
    Optional<ServerMemory> memory,
    List<Disturbance> disturbances,
    List<String> notices) {
  /** Copies the collections. */
  public Growth {
    counters = Collections.unmodifiableMap(new TreeMap<>(counters));
    events = Collections.unmodifiableMap(new TreeMap<>(events));
    waits = Collections.unmodifiableMap(new TreeMap<>(waits));
    disturbances = List.copyOf(disturbances);
    notices = List.copyOf(notices);
  }
}
