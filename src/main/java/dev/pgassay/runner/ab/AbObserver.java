package dev.pgassay.runner.ab;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Observes an arm once: its answers, plan and work. An arm that its gate refuses has no iteration.
 */
final class AbObserver implements ForkDriver {
  private final AbProcess process;
  private final AbObservation.Part wanted;
  private AbObservation.Part observed = AbObservation.Part.ANY;
  private Optional<String> lastWords = Optional.empty();

  /**
   * @param wanted the part of its queries to execute
   */
  AbObserver(AbProcess process, AbObservation.Part wanted) {
    this.process = process;
    this.wanted = wanted;
  }

  /** The part of its queries that was executed; any if the arm could not be observed. */
  AbObservation.Part observed() {
    return observed;
  }

  @Override
  public PointKey key(Workload workload, PlannedPoint planned) {
    return planned.key(workload.name());
  }

  @Override
  public Schedule schedule(PlannedPoint planned) {
    return Schedule.OF_ARM;
  }

  @Override
  public Map<String, String> inputs(Workload workload) {
    return Map.of();
  }

  @Override
  public Optional<String> lastWords() {
    return lastWords;
  }

  @Override
  public List<List<Fork.Iteration>> run(
      Workload workload, PlannedPoint planned, Path forkFile, Path reports) {
    try {
      AbProcess.Observed found = process.observe(workload, planned.clients(), forkFile, wanted);
      observed = found.part();
      return List.of(
          List.of(new Fork.Iteration(found.operations(), found.operations() / found.seconds())));
    } catch (OverdueFork e) {
      throw e;
    } catch (Failure e) {
      // The report says what the gate refused; without a report the point counts as failed.
      lastWords = Optional.of(e.getMessage());
      return List.of();
    }
  }
}
