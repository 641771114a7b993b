package dev.pgassay.postgres.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgassay.failure.Failure;
import java.util.Optional;
import java.util.Set;

/**
 * The node of a plan at which the planner's number of rows was furthest off. Only nodes that ran to
 * their end count. A node below a LIMIT, or on the inner side of a join that asks for one row, is
 * stopped as soon as it is no longer needed, and its count then says nothing about the estimate.
 * Immutable.
 *
 * @param node such as {@code Seq Scan on events}
 * @param estimatedRows rows that the planner expected from one execution of the node
 * @param actualRows rows that the node returned, as a mean over its executions
 */
public record WorstEstimate(String node, double estimatedRows, double actualRows) {
  /** These take in all of their input before they give the first row. */
  private static final Set<String> BLOCKING = Set.of("Sort", "Hash", "Bitmap Heap Scan");

  /** These end as soon as enough is known, whatever is left of their input. */
  private static final Set<String> STOPPING = Set.of("Limit", "Merge Join");

  /** The server does not count their rows. */
  private static final Set<String> NOT_COUNTED = Set.of("BitmapAnd", "BitmapOr");

  /**
   * Finds the worst estimate in a plan.
   *
   * @param json the output of {@code EXPLAIN (ANALYZE, FORMAT JSON)}
   * @return the worst estimate; empty if no node is known to have run to its end
   * @throws Failure if it is not such a document
   */
  public static Optional<WorstEstimate> of(String json) {
    return worst(QueryPlan.document(json).path("Plan"), true);
  }

  private static Optional<WorstEstimate> worst(JsonNode node, boolean complete) {
    Optional<WorstEstimate> worst = Optional.empty();
    if (complete && executed(node) && !NOT_COUNTED.contains(type(node))) {
      worst =
          Optional.of(
              new WorstEstimate(
                  QueryPlan.describe(node),
                  node.path("Plan Rows").asDouble(),
                  node.path("Actual Rows").asDouble()));
    }
    for (JsonNode child : node.path("Plans")) {
      worst = worse(worst, worst(child, runsToItsEnd(node, complete, child)));
    }
    return worst;
  }

  private static boolean runsToItsEnd(JsonNode parent, boolean parentComplete, JsonNode child) {
    String relationship = child.path("Parent Relationship").asText();
    if (relationship.equals("InitPlan") || relationship.equals("SubPlan")) {
      return false;
    }
    if (blocking(parent)) {
      return true;
    }
    return parentComplete
        && !STOPPING.contains(type(parent))
        && !(relationship.equals("Inner") && oneRowWillDo(parent));
  }

  private static boolean blocking(JsonNode node) {
    boolean aggregatesAll =
        type(node).equals("Aggregate") && !node.path("Strategy").asText().equals("Sorted");
    return aggregatesAll || BLOCKING.contains(type(node));
  }

  private static boolean oneRowWillDo(JsonNode join) {
    String kind = join.path("Join Type").asText();
    return kind.equals("Semi") || kind.equals("Anti") || join.path("Inner Unique").asBoolean();
  }

  private static boolean executed(JsonNode node) {
    return node.path("Actual Loops").asDouble() > 0;
  }

  private static String type(JsonNode node) {
    return node.path("Node Type").asText();
  }

  private static Optional<WorstEstimate> worse(
      Optional<WorstEstimate> one, Optional<WorstEstimate> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return other.get().factor() > one.get().factor() ? other : one;
  }

  private double factor() {
    double estimated = Math.max(1, estimatedRows);
    double actual = Math.max(1, actualRows);
    return Math.max(estimated / actual, actual / estimated);
  }
}
