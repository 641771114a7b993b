package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;

/**
 * The planner's worst estimate of a number of rows among the nodes of a plan that ran to their end.
 * Immutable.
 *
 * @param node such as {@code Seq Scan on events}
 * @param estimatedRows expected rows of one execution of the node
 * @param actualRows returned rows of one execution, a mean over its executions
 */
public record RowEstimate(String node, double estimatedRows, double actualRows) {
  public RowEstimate {
    Checked.text("node", node);
    Checked.measured("estimatedRows", estimatedRows);
    Checked.measured("actualRows", actualRows);
  }

  /**
   * Returns the q-error (Moerkotte, Neumann and Steidl, PVLDB 2(1), 2009): the larger number
   * divided by the smaller, with at least one row each.
   *
   * @return at least 1
   */
  public double errorRatio() {
    double estimated = Math.max(1, estimatedRows);
    double actual = Math.max(1, actualRows);
    return Math.max(estimated / actual, actual / estimated);
  }
}
