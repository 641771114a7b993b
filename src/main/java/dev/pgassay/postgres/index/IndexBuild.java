package dev.pgassay.postgres.index;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The cost of one index build and the server's messages about it. Immutable.
 *
 * @param name name of the index, without a schema
 * @param sql the statement that built it
 * @param builtAt when it was built, by the clock of the server; tells builds of the same statement
 *     apart
 * @param elapsed time of that statement alone, without its commit
 * @param sizeBytes size of the finished index
 * @param walBytes WAL that the whole server wrote meanwhile
 * @param workers the processes that took part
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
   * The processes of a build besides its leader.
   *
   * @param planned the number that the server requested; empty if it requested none or did not say,
   *     as for graphs
   * @param launched the number that took part, if the server says so or it was seen while the build
   *     ran
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
