package dev.pgassay.postgres.index;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What one index build took and what the server said about it. Immutable.
 *
 * @param name name of the index, without a schema
 * @param sql the statement that built it
 * @param builtAt when it was built, by the clock of the server; tells builds of the same statement
 *     apart
 * @param elapsed time of that statement alone, without its commit
 * @param sizeBytes size of the finished index
 * @param walBytes what the whole server wrote to the WAL meanwhile
 * @param workers what took part
 * @param notices the server's notices and warnings in its order, such as that the graph no longer
 *     fits into maintenance_work_mem
 * @param settings the settings of the build as read back from its session
 */
public record IndexBuild(
    String name,
    String sql,
    Instant builtAt,
    Duration elapsed,
    long sizeBytes,
    long walBytes,
    Workers workers,
    List<String> notices,
    Map<String, String> settings) {

  /**
   * The processes of a build beside its leader.
   *
   * @param planned how many the server asked for; empty where it asked for none, or did not say, as
   *     of graphs
   * @param launched how many took part, where the server says so or it was seen while it ran
   */
  public record Workers(OptionalInt planned, OptionalInt launched) {}

  /** Checks the components and copies the collections. */
  public IndexBuild {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(builtAt, "builtAt");
    Objects.requireNonNull(elapsed, "elapsed");
    Objects.requireNonNull(workers, "workers");
    notices = List.copyOf(notices);
    settings = Map.copyOf(new TreeMap<>(settings));
    if (elapsed.isNegative() || sizeBytes < 0) {
      throw new IllegalArgumentException(
          "a build takes no negative time or room: " + elapsed + ", " + sizeBytes + " bytes");
    }
  }

  /**
   * Returns the time in seconds.
   *
   * @return not negative
   */
  public double seconds() {
    return elapsed.toNanos() / 1e9;
  }
}
