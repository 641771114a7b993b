package dev.pgassay.postgres.telemetry;

/**
 * An interval in which every look found the server doing background work.
 *
 * @param name the kind of work: {@code checkpoint} or {@code autovacuum}
 * @param beginMillis of the first look that found it, in milliseconds since 1970-01-01T00:00:00Z by
 *     the clock of the clients' machine
 * @param endMillis of the last one
 */
public record Disturbance(String name, long beginMillis, long endMillis) {
  /**
   * Tells whether some of it was in a window of time.
   *
   * @param fromMillis when the window begins
   * @param toMillis when it ends
   * @return whether they have a moment in common
   */
  public boolean isWithin(long fromMillis, long toMillis) {
    return beginMillis < toMillis && endMillis >= fromMillis;
  }
}
