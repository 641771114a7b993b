package dev.pgassay.load;

/**
 * What loading may use. Immutable.
 *
 * @param connections how many connections copy rows at once, 1 to 64
 * @param buildWorkers processes beside the leader that an index build may ask for, 0 to 64
 * @param buildMemoryKilobytes the most memory that an index build may use, in kB, at least 65536;
 *     it gets what the graph of the HNSW index needs, where that is less
 */
public record LoadOptions(int connections, int buildWorkers, long buildMemoryKilobytes) {
  /** More connections than this gained nothing anywhere: extending a table takes a lock. */
  private static final int ENOUGH_CONNECTIONS = 16;

  private static final int MOST = 64;

  /** The least memory of an index build, in kB: PostgreSQL's own default. */
  public static final long LEAST_KILOBYTES = 65_536;

  /** Checks the ranges. */
  public LoadOptions {
    requireWithin("connections", connections, 1);
    requireWithin("build workers", buildWorkers, 0);
    if (buildMemoryKilobytes < LEAST_KILOBYTES) {
      throw new IllegalArgumentException(
          "build memory must be at least " + LEAST_KILOBYTES + " kB: " + buildMemoryKilobytes);
    }
  }

  /**
   * Uses the whole machine: a connection for each processor, a build worker for each but one.
   *
   * @param processors how many the server and this process share, at least 1
   * @param buildMemoryKilobytes the most memory that an index build may use, in kB
   * @return the options
   */
  public static LoadOptions forMachine(int processors, long buildMemoryKilobytes) {
    return new LoadOptions(
        Math.min(processors, ENOUGH_CONNECTIONS),
        Math.min(processors - 1, ENOUGH_CONNECTIONS),
        buildMemoryKilobytes);
  }

  private static void requireWithin(String what, int value, int least) {
    if (value < least || value > MOST) {
      throw new IllegalArgumentException(
          "%s must be between %d and %d: %d".formatted(what, least, MOST, value));
    }
  }
}
