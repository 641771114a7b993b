package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * How far the planner's number of rows was off at the node of a plan where it was off furthest,
 * among those that ran to their end. Immutable.
 *
 * @param node such as {@code Seq Scan on events}
 * @param estimatedRows that the planner expected of one execution of the node
 * @param actualRows that it gave, a mean over its executions
 */
public record RowEstimate(String node, double estimatedRows, double actualRows) {
  /** Checks the components. */
  public RowEstimate {
    Checked.text("node", node);
    Checked.measured("estimatedRows", estimatedRows);
    Checked.measured("actualRows", actualRows);
  }

  /**
   * Returns the q-error (Moerkotte, Neumann and Steidl, PVLDB 2(1), 2009): the factor between both,
   * whichever way, of at least one row each.
   *
   * @return at least 1
   */
  public double errorRatio() {
    double estimated = Math.max(1, estimatedRows);
    double actual = Math.max(1, actualRows);
    return Math.max(estimated / actual, actual / estimated);
  }
}
