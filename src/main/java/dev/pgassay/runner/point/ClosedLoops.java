package dev.pgassay.runner.point;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;

/**
 * Measures each point in a closed loop, which JMH runs, or by one query of each client after the
 * server was made cold. Not thread-safe.
 */
public final class ClosedLoops extends GroupedMeasurement {
  private JmhRunner jmh;

  @Override
  protected void begin(ReadyRun run) {
    jmh = new JmhRunner(run.forks(), run.recording().attempt(), run.progress());
  }

  @Override
  protected void measure(ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    ForkDriver driver =
        planned.cold() ? new ColdRunner(run.server(), prepared.workspace(), run.forks()) : jmh;
    int number = run.plan().number(group, planned);
    run.measured(run.points().measure(driver, group, prepared, planned, number));
  }
}
