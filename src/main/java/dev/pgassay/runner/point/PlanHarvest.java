package dev.pgassay.runner.point;

import dev.pgassay.failure.Failure;
import dev.pgassay.file.InputLimit;
import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.SessionPlan;
import dev.pgassay.postgres.query.WorstEstimate;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.PlanCheck;
import dev.pgassay.result.point.RowEstimate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Turns the plans that forks recorded into their stored form. */
final class PlanHarvest {
  private PlanHarvest() {}

  static Optional<SessionPlan> planBefore(List<ForkReport> forks) {
    return forks.stream().flatMap(fork -> fork.planBefore().stream()).findFirst();
  }

  /** The plans before and after measuring; empty if the fork recorded only one of them. */
  static Optional<Fork.Plans> plans(ForkReport report) {
    return report
        .planBefore()
        .flatMap(
            before ->
                report.planAfter().map(after -> new Fork.Plans(stored(before), stored(after))));
  }

  private static Plan stored(SessionPlan plan) {
    return new Plan(plan.fingerprint(), plan.text());
  }

  /**
   * Finds the node of a plan whose estimated rows were furthest from the actual ones.
   *
   * @param planFile relative to the run's folder
   */
  static Optional<RowEstimate> estimate(Path runFolder, String planFile) {
    try {
      return WorstEstimate.of(InputLimit.FORK_REPORT.text(runFolder.resolve(planFile)))
          .map(it -> new RowEstimate(it.node(), it.estimatedRows(), it.actualRows()));
    } catch (IOException e) {
      throw new Failure("cannot read the plan " + planFile + ": " + e.getMessage(), e);
    }
  }

  /** Compares the intended plan with the planner's choice: indexes by name, or the kind of scan. */
  static PlanCheck check(PlanRule rule, SessionPlan plan) {
    Optional<String> meant =
        rule.uses().isEmpty() ? Optional.empty() : Optional.of(String.join(", ", rule.uses()));
    if (meant.isPresent() && rule.violations(plan).isEmpty()) {
      return new PlanCheck(meant, meant.get());
    }
    if (!plan.indexes().isEmpty()) {
      return new PlanCheck(meant, String.join(", ", plan.indexes()));
    }
    boolean sequential = plan.text().contains("Seq Scan");
    return new PlanCheck(meant, sequential ? "sequential scan" : plan.line());
  }
}
