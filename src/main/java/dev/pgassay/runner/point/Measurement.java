package dev.pgassay.runner.point;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.function.Consumer;

/**
 * Measures what follows from a planned point: one point in a closed loop, one for each rate else.
 */
@FunctionalInterface
public interface Measurement {
  /**
   * Measures.
   *
   * @param found receives each point as soon as it is measured
   */
  void measure(Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException;

  /**
   * Ends the points of a group, while what was prepared for them still stands.
   *
   * @param context on what the group was prepared
   */
  default void finish(Group group, PreparedWorkload prepared, WorkloadContext context)
      throws InterruptedException {}
}
