package dev.pgassay.measure.client;

import java.util.ArrayList;
import java.util.List;

/**
 * How the rows must be reached. Immutable.
 *
 * @param uses indexes that the plan must use, each of them
 * @param avoids indexes that it must not use
 * @param covers indexes that it must read without the table, each by an index-only scan
 */
public record PlanRule(List<String> uses, List<String> avoids, List<String> covers) {
  /** Leaves the planner free: what it chooses is a result. */
  public static final PlanRule FREE = new PlanRule(List.of(), List.of());

  /** Copies the lists. */
  public PlanRule {
    uses = List.copyOf(uses);
    avoids = List.copyOf(avoids);
    covers = List.copyOf(covers);
  }

  /**
   * Demands and refuses indexes, however they are scanned.
   *
   * @param uses indexes that the plan must use, each of them
   * @param avoids indexes that it must not use
   */
  public PlanRule(List<String> uses, List<String> avoids) {
    this(uses, avoids, List.of());
  }

  /**
   * Demands an index-only scan.
   *
   * @param index its name without a schema
   * @return the rule
   */
  public static PlanRule covers(String index) {
    return new PlanRule(List.of(index), List.of(), List.of(index));
  }

  /**
   * Demands indexes.
   *
   * @param indexes their names without a schema
   * @return the rule
   */
  public static PlanRule uses(String... indexes) {
    return new PlanRule(List.of(indexes), List.of());
  }

  /**
   * Checks a plan.
   *
   * @param plan of the measured statement
   * @return what is wrong with it
   */
  public List<String> violations(SessionPlan plan) {
    List<String> found = new ArrayList<>();
    List<String> indexes = plan.indexes();
    for (String index : uses) {
      if (!indexes.contains(index)) {
        found.add("the plan does not use " + index + ": " + plan.line());
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
