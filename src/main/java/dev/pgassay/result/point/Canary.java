package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * The speed of the machine just before a point: the time of work that never changes, so that a
 * difference between two points shows a difference of the machine. Immutable.
 *
 * @param cpuNanos the shortest of several times in which one thread did a fixed number of
 *     arithmetic operations
 * @param queryNanos the shortest of several times in which one client executed a fixed query that
 *     reads no table
 */
public record Canary(long cpuNanos, long queryNanos) {
  public Canary {
    Checked.positive("cpuNanos", cpuNanos);
    Checked.positive("queryNanos", queryNanos);
  }
}
