package dev.pgassay.runner.openloop;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.openloop.RateSteps.Step;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.GroupedMeasurement;
import dev.pgassay.runner.point.ReadyRun;
import java.util.Optional;

/** Measures a point at each requested rate, or searches for the highest rate that holds. */
public final class OpenLoadMeasurement extends GroupedMeasurement {
  private final LoadTest test;

  /**
   * @param test the rates, or the objective of the search
   */
  public OpenLoadMeasurement(LoadTest test) {
    this.test = test;
  }

  /** Without its statement there is nothing to load. */
  @Override
  protected void refused(Group group, String reason) {
    throw new InvalidInput(reason);
  }

  @Override
  protected void measure(ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    new RateSteps(test, run.progress()).through(step -> at(step, run, group, prepared, planned));
  }

  private Point at(
      Step step, ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    LoadPattern pattern = test.pattern(step, planned.clients());
    ForkDriver driver = new OpenLoopRunner(pattern, Optional.empty(), run.forks());
    Optional<Point> earlier =
        run.recording().kept(driver.key(group.workload(), planned)).filter(pattern::covers);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Point point = run.points().measure(driver, group, prepared, planned, step.number());
    run.measured(point);
    return point;
  }
}
