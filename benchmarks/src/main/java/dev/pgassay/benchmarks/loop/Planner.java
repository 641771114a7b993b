package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Parameters;

/** Whether the planner must use the index that a benchmark measures: its parameter planner. */
public enum Planner {
  /** Sequential scans are off, and the gate demands the index. */
  INDEX,
  /** The planner chooses, and its choice is a result. */
  FREE;

  /** The description of the parameter. */
  public static final String DESCRIPTION =
      "index: sequential scans off; free: the planner chooses, and its choice is a result";

  /**
   * Reads the parameter.
   *
   * @param point with a value for it
   * @return its value
   */
  public static Planner of(Parameters point) {
    return point.constant("planner", Planner.class);
  }

  /**
   * Returns the value of the server's setting {@code enable_seqscan}.
   *
   * @return on or off
   */
  public String enableSeqscan() {
    return this == FREE ? "on" : "off";
  }

  /**
   * Returns how the rows must be reached.
   *
   * @param index name of the index that is measured
   * @return the rule
   */
  public PlanRule rule(String index) {
    return this == FREE ? PlanRule.FREE : PlanRule.uses(index);
  }
}
