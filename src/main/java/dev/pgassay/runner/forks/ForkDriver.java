package dev.pgassay.runner.forks;

import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the forks of a point: JMH's in a closed loop, or our own on a schedule. */
public interface ForkDriver {
  /** The key that tells the point from the others of its run. */
  PointKey key(Workload workload, PlannedPoint planned);

  /** How the point is measured. */
  Schedule schedule(PlannedPoint planned);

  /** Inputs of the forks in addition to those of the workload. */
  Map<String, String> inputs(Workload workload);

  /**
   * The state of the caches when measuring began.
   *
   * @param found how the point was made ready before the forks ran
   */
  default Preparation preparation(Preparation found) {
    return found;
  }

  /**
   * The reason that a fork itself gave for ending without a report.
   *
   * @return one line; empty if it gave none
   */
  default Optional<String> lastWords() {
    return Optional.empty();
  }

  /**
   * Runs the forks.
   *
   * @param forkFile the file that they read
   * @param reports the folder that they leave their reports in
   * @return the measured iterations of each fork that ended well; the others' reports say why not
   */
  List<List<Fork.Iteration>> run(
      Workload workload, PlannedPoint planned, Path forkFile, Path reports)
      throws IOException, InterruptedException;
}
