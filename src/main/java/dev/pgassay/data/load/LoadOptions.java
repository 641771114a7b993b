package dev.pgassay.data.load;

import dev.pgassay.postgres.index.BuildLimits;
import java.util.Objects;

/**
 * The resources of a load. Immutable.
 *
 * @param connections number of connections that copy rows at once, 1 to 64
 * @param builds the most resources of an index build
 */
public record LoadOptions(int connections, BuildLimits builds) {
  /** More connections gained nothing on any machine, because extending a table takes a lock. */
  private static final int ENOUGH_CONNECTIONS = 16;

  private static final int MOST = 64;

  /** The least memory of an index build: PostgreSQL's own default. */
  private static final long LEAST_KILOBYTES = 65_536;

  public LoadOptions {
    if (connections < 1 || connections > MOST) {
      throw new IllegalArgumentException("connections must be between 1 and 64: " + connections);
    }
    Objects.requireNonNull(builds, "builds");
  }

  /**
   * Uses the whole machine: a connection for each processor, a build worker for all but one.
   *
   * @param processors shared by the server and this process, at least 1
   * @param buildMemoryKilobytes the most memory of an index build, in kB; at least PostgreSQL's own
   *     default is used
   */
  public static LoadOptions forMachine(int processors, long buildMemoryKilobytes) {
    return new LoadOptions(
        Math.min(processors, ENOUGH_CONNECTIONS),
        new BuildLimits(
            Math.min(Integer.MAX_VALUE, Math.max(LEAST_KILOBYTES, buildMemoryKilobytes)),
            Math.min(processors - 1, ENOUGH_CONNECTIONS)));
  }

  /** Returns a copy with other limits of index builds. */
  public LoadOptions withBuilds(BuildLimits limits) {
    return new LoadOptions(connections, limits);
  }

  /** Returns a copy with another number of connections, 1 to 64. */
  public LoadOptions withConnections(int number) {
    return new LoadOptions(number, builds);
  }
}
