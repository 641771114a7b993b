package dev.pgassay.measure.client;

import java.util.ArrayList;
import java.util.List;

/**
 * How the rows must be reached. Immutable.
 *
 * @param uses indexes that the plan must use
 * @param avoids indexes that it must not use
 * @param covers indexes that it must read in an index-only scan
 */
public record PlanRule(List<String> uses, List<String> avoids, List<String> covers) {
  /** Lets the planner choose; its choice is a result. */
  public static final PlanRule FREE = new PlanRule(List.of(), List.of());

  public PlanRule {
    uses = List.copyOf(uses);
    avoids = List.copyOf(avoids);
    covers = List.copyOf(covers);
  }

  /**
   * Makes a rule without index-only scans.
   *
   * @param uses indexes that the plan must use, in any scan
   * @param avoids indexes that it must not use
   */
  public PlanRule(List<String> uses, List<String> avoids) {
    this(uses, avoids, List.of());
  }

  /**
   * Requires an index-only scan.
   *
   * @param index its name without a schema
   */
  public static PlanRule covers(String index) {
    return new PlanRule(List.of(index), List.of(), List.of(index));
  }

  /**
   * Requires indexes.
   *
   * @param indexes their names without a schema
   */
  public static PlanRule uses(String... indexes) {
    return new PlanRule(List.of(indexes), List.of());
  }

  private static String hint(SessionPlan plan) {
    return plan.line().contains("Function Scan")
        ? "; plans inside a function are not visible: leave out the index, or let the server inline"
            + " the function (LANGUAGE sql, STABLE)"
        : "";
  }

  /**
   * Checks the plan of a measured statement.
   *
   * @return the violations
   */
  public List<String> violations(SessionPlan plan) {
    List<String> found = new ArrayList<>();
    List<String> indexes = plan.indexes();
    for (String index : uses) {
      if (!indexes.contains(index)) {
        found.add("the plan does not use " + index + ": " + plan.line() + hint(plan));
      }
    }
    for (String index : avoids) {
      if (indexes.contains(index)) {
        found.add("the plan uses " + index + ": " + plan.line());
      }
    }
    for (String index : covers) {
      if (indexes.contains(index) && !plan.indexesScannedAlone().contains(index)) {
        found.add("the plan reads the table beside " + index + ": " + plan.line());
      }
    }
    return found;
  }
}
