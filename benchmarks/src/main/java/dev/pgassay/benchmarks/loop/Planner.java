package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Parameters;

/** The parameter planner: whether the planner must use the index that a benchmark measures. */
public enum Planner {
  /** Sequential scans are off, and the gate requires the index. */
  INDEX,
  /** The planner chooses, and its choice is a result. */
  FREE;

  /** The description of the parameter. */
  public static final String DESCRIPTION =
      "index: sequential scans off; free: the planner chooses, and its choice is a result";

  /** Reads the parameter of a point. */
  public static Planner of(Parameters point) {
    return point.constant("planner", Planner.class);
  }

  /** Returns the value of the server's setting {@code enable_seqscan}: on or off. */
  public String enableSeqscan() {
    return this == FREE ? "on" : "off";
  }

  /**
   * Returns the rule for reaching the rows.
   *
   * @param index name of the measured index
   */
  public PlanRule rule(String index) {
    return this == FREE ? PlanRule.FREE : PlanRule.uses(index);
  }
}
