package dev.pgassay.data.load;

import dev.pgassay.postgres.index.BuildLimits;
import java.util.Objects;

/**
 * What loading may use. Immutable.
 *
 * @param connections how many connections copy rows at once, 1 to 64
 * @param builds the most that an index build may use
 */
public record LoadOptions(int connections, BuildLimits builds) {
  /** More connections than this gained nothing anywhere: extending a table takes a lock. */
  private static final int ENOUGH_CONNECTIONS = 16;

  private static final int MOST = 64;

  /** What an index build has at least on a machine of ours: PostgreSQL's own default. */
  private static final long LEAST_KILOBYTES = 65_536;

  /** Checks the ranges. */
  public LoadOptions {
    if (connections < 1 || connections > MOST) {
      throw new IllegalArgumentException("connections must be between 1 and 64: " + connections);
    }
    Objects.requireNonNull(builds, "builds");
  }

  /**
   * Uses the whole machine: a connection for each processor, a build worker for each but one.
   *
   * @param processors how many the server and this process share, at least 1
   * @param buildMemoryKilobytes the most memory that an index build may use, in kB; it gets no less
   *     than PostgreSQL's own default
   * @return the options
   */
  public static LoadOptions forMachine(int processors, long buildMemoryKilobytes) {
    return new LoadOptions(
        Math.min(processors, ENOUGH_CONNECTIONS),
        new BuildLimits(
            Math.min(Integer.MAX_VALUE, Math.max(LEAST_KILOBYTES, buildMemoryKilobytes)),
            Math.min(processors - 1, ENOUGH_CONNECTIONS)));
  }

  /**
   * Limits index builds otherwise.
   *
   * @param limits the most that one may use
   * @return the options with them
   */
  public LoadOptions withBuilds(BuildLimits limits) {
    return new LoadOptions(connections, limits);
  }

  /**
   * Copies rows over another number of connections.
   *
   * @param number how many copy at once, 1 to 64
   * @return the options with them
   */
  public LoadOptions withConnections(int number) {
    return new LoadOptions(number, builds);
  }
}
