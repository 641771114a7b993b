package dev.pgassay.runner.openloop;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.openloop.RateSteps.Step;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.Measurement;
import dev.pgassay.runner.point.PointMeasurement;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Measures a point at each rate that was asked for, or searches the highest that holds. */
public final class OpenLoadMeasurement implements Measurement {
  private final PointMeasurement points;
  private final LoadTest test;
  private final Function<PointKey, Optional<Point>> kept;
  private final ForkLauncher forks;
  private final RateSteps steps;

  /**
   * @param kept finds what an earlier sitting of this run has measured, which is not measured again
   * @param forks starts the fork of each rate
   */
  public OpenLoadMeasurement(
      PointMeasurement points,
      LoadTest test,
      Function<PointKey, Optional<Point>> kept,
      ForkLauncher forks,
      Progress progress) {
    this.points = points;
    this.test = test;
    this.kept = kept;
    this.forks = forks;
    this.steps = new RateSteps(test, progress);
  }

  @Override
  public void measure(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException {
    steps.through(step -> at(step, group, prepared, planned, found));
  }

  private Point at(
      Step step,
      Group group,
      PreparedWorkload prepared,
      PlannedPoint planned,
      Consumer<Point> found)
      throws InterruptedException {
    LoadPattern pattern = test.pattern(step, planned.clients());
    ForkDriver driver = new OpenLoopRunner(pattern, Optional.empty(), forks);
    Optional<Point> earlier =
        kept.apply(driver.key(group.workload(), planned)).filter(pattern::covers);
    if (earlier.isPresent()) {
      return earlier.get();
    }
    Point point = points.measure(driver, group, prepared, planned, step.number());
    found.accept(point);
    return point;
  }
}
