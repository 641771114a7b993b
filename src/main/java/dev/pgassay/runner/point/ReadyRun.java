package dev.pgassay.runner.point;

import dev.pgassay.failure.Failure;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.run.Phase.Category;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.OwnIndex;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.runner.record.RunRecording;

/**
 * A run whose server is up, whose data are loaded and whose file is begun. Not thread-safe.
 *
 * @param setup the options of the command line
 * @param plan the points to measure
 * @param data on which it is measured
 * @param server that is running
 * @param context in which benchmarks are prepared
 * @param recording receives each point
 */
public record ReadyRun(
    RunSetup setup,
    RunPlan plan,
    MeasuredData data,
    RunningServer server,
    WorkloadContext context,
    RunRecording recording) {
  /** Returns the measurement of a point in forks. */
  public PointMeasurement points() {
    return new PointMeasurement(recording, context.scratch(), data.seed());
  }

  /** Returns the launcher of the forks, which keeps their logs in the run's folder. */
  public ForkLauncher forks() {
    return new ForkLauncher(
        recording.folder(), setup.forkArguments(), new ForkLimit(setup.forkLimit()));
  }

  /** Returns the receiver of progress messages for the user. */
  public Progress progress() {
    return setup.progress();
  }

  /** Builds the schema's own vector index, unless it exists. */
  public void restoreOwnIndex() {
    if (OwnIndex.restore(context)) {
      restored();
    }
  }

  /** Whether the run reads the user's own tables, which hold nothing of pgassay's. */
  public boolean readsOwnTables() {
    return plan.ofOwnTables() && context.generator().isEmpty();
  }

  /** Ends the phase in which indexes of the schema were built again. */
  public void restored() {
    if (readsOwnTables()) {
      return; // None of their indexes was replaced.
    }
    recording.lap("restore the schema's own indexes", Category.SERVER_WORK);
  }

  /** Records that a group is prepared, with its indexes and the sizes of its tables. */
  public void prepared(Group group, PreparedWorkload prepared) {
    recording.prepared(group, prepared.indexBuilds(), data.tableSizes(context, prepared));
  }

  /**
   * Records a point that was measured.
   *
   * @throws Failure if the server ended meanwhile: every further point would fail as well, each
   *     after its forks had waited in vain
   */
  public void measured(Point point) {
    recording.measured(point);
    if (!point.valid() && server.diagnosis().isPresent()) {
      throw new Failure("the server ended while " + point.key().display() + " was measured");
    }
  }
}
