package dev.pgassay.postgres.telemetry;

/**
 * Memory that a server's processes hold. Immutable.
 *
 * @param privateBytes of the processes themselves, all together: their work memory, caches of the
 *     catalogue and plans
 * @param sharedBytes of the segment that they share, as far as it was ever touched: above all the
 *     shared buffers
 */
public record ServerMemory(long privateBytes, long sharedBytes) {
  /**
   * Returns the larger of both parts.
   *
   * @param other at another moment
   * @return the most of each
   */
  public ServerMemory most(ServerMemory other) {
    return new ServerMemory(
        Math.max(privateBytes, other.privateBytes), Math.max(sharedBytes, other.sharedBytes));
  }
}
