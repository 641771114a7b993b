package dev.pgassay.runner.ab;

import dev.pgassay.verdict.compare.LatencyRule;
import dev.pgassay.verdict.compare.Policy;
import java.time.Duration;
import java.util.Objects;

/**
 * The request for an interleaved comparison. Immutable.
 *
 * @param change how the contender differs
 * @param rule how latencies are judged
 * @param policy how much of a difference is tolerated
 * @param budget for all rounds together, without loading and building
 * @param seed of the order of arms and queries
 */
public record AbRequest(
    AbChange change, LatencyRule rule, Policy policy, Duration budget, long seed) {
  public AbRequest {
    Objects.requireNonNull(change, "change");
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(policy, "policy");
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("budget must be above zero: " + budget);
    }
  }
}
