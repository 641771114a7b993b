package dev.pgassay.runner.openloop;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Several statements that a load test sends, each request one of them by chance. Immutable.
 *
 * @param weights of the statements by their names, each greater than 0: a statement's share of the
 *     requests is its weight over the sum of all
 */
public record Mix(Map<String, Double> weights) {
  /** The name of the point of all requests together, and of the run. */
  static final String NAME = "mix";

  /** Keeps the order of the map. */
  public Mix {
    weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    if (weights.size() < 2) {
      throw new InvalidInput("--mix needs two names or more, such as A=3,B=1: " + text(weights));
    }
    weights.forEach(Mix::check);
  }

  private static void check(String name, Double weight) {
    if (weight == null || !(weight > 0) || weight.isInfinite()) {
      throw new InvalidInput("--mix needs a weight greater than 0 for " + name + ": " + weight);
    }
  }

  /** Returns a regular expression that matches the names and nothing else. */
  public String target() {
    return weights.keySet().stream()
        .map(Pattern::quote)
        .collect(Collectors.joining("|", "^(", ")$"));
  }

  /**
   * Chooses the point of each statement: the first, at which its parameters have the first of their
   * values.
   *
   * @param plan of all points that match
   * @return the plan of one point for each statement
   * @throws InvalidInput if no benchmark has that name
   */
  public RunPlan choose(RunPlan plan) {
    Map<String, Group> first = new LinkedHashMap<>();
    for (Group group : plan.groups()) {
      first.putIfAbsent(
          group.workload().name(),
          new Group(group.workload(), group.build(), List.of(group.points().get(0))));
    }
    for (String name : weights.keySet()) {
      if (!first.containsKey(name)) {
        throw new InvalidInput(
            "--mix: no benchmark named " + name + "; there are " + first.keySet());
      }
    }
    return new RunPlan(
        NAME, plan.dataset(), plan.seed(), List.copyOf(first.values()), plan.ofOwnTables(), false);
  }

  /** The share of a group's statement in all requests, 0 to 1. */
  double share(Group group) {
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    return weights.get(group.workload().name()) / sum;
  }

  @Override
  public String toString() {
    return text(weights);
  }

  private static String text(Map<String, Double> weights) {
    return weights.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + weight(entry.getValue()))
        .collect(Collectors.joining(","));
  }

  private static String weight(double weight) {
    return weight == Math.rint(weight) ? Long.toString((long) weight) : Double.toString(weight);
  }
}
