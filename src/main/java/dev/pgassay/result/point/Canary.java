package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * How fast the machine was just before a point: work that never changes, so that a difference
 * between two points is one of the machine. Immutable.
 *
 * @param cpuNanos the shortest of several times that one thread took for a fixed number of
 *     arithmetic operations
 * @param queryNanos the shortest of several times that one client took for a fixed query which
 *     reads no table
 */
public record Canary(long cpuNanos, long queryNanos) {
  /** Checks the times. */
  public Canary {
    Checked.positive("cpuNanos", cpuNanos);
    Checked.positive("queryNanos", queryNanos);
  }
}
