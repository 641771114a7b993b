package dev.pgassay.runner.point;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.NotExecutable;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Measures the points group by group, so that each index is built once. Not thread-safe. */
public abstract class GroupedMeasurement implements Measurement {
  @Override
  public final void measure(ReadyRun run) throws InterruptedException {
    begin(run);
    if (run.plan().ofOwnTables()) {
      measureStatements(run);
      return;
    }
    Optional<Workload> last = Optional.empty();
    for (Group group : run.plan().groups()) {
      if (!run.recording().left(group).isEmpty()) {
        restoreBefore(group.workload(), last, run);
        last = Optional.of(group.workload());
        measureGroup(group, run);
      }
    }
  }

  /**
   * Executes every statement once before the first one is measured: each fault is reported at once,
   * and costs no other statement its measurement.
   */
  private void measureStatements(ReadyRun run) throws InterruptedException {
    run.restoreOwnIndex();
    Map<Group, PreparedWorkload> prepared = new LinkedHashMap<>();
    try {
      for (Group group : run.plan().groups()) {
        if (!run.recording().left(group).isEmpty()) {
          prepareStatement(group, run).ifPresent(it -> prepared.put(group, it));
        }
      }
      for (Map.Entry<Group, PreparedWorkload> statement : prepared.entrySet()) {
        measurePoints(statement.getKey(), statement.getValue(), run);
      }
    } finally {
      prepared.values().forEach(PreparedWorkload::close);
    }
  }

  private Optional<PreparedWorkload> prepareStatement(Group group, ReadyRun run)
      throws InterruptedException {
    try {
      PreparedWorkload prepared = group.workload().prepare(run.context(), group.build());
      run.prepared(group, prepared);
      return Optional.of(prepared);
    } catch (NotAvailable e) {
      notAvailable(group, run, e);
    } catch (NotExecutable e) {
      run.progress().warn(e.getMessage());
      run.recording().unmeasured(group, Validity.INVALID, e.getMessage());
      refused(group, e.getMessage());
    }
    return Optional.empty();
  }

  /** An index of one benchmark, or of a run that was killed, must not serve the next one. */
  private static void restoreBefore(Workload next, Optional<Workload> last, ReadyRun run)
      throws InterruptedException {
    if (last.isPresent() && last.get() != next) {
      last.get().restore(run.context());
      run.restored();
    }
    if (!next.replacesIndexes()) {
      run.restoreOwnIndex();
    }
  }

  private void measureGroup(Group group, ReadyRun run) throws InterruptedException {
    try (PreparedWorkload prepared = group.workload().prepare(run.context(), group.build())) {
      run.prepared(group, prepared);
      measurePoints(group, prepared, run);
    } catch (NotAvailable e) {
      notAvailable(group, run, e);
    }
  }

  private static void notAvailable(Group group, ReadyRun run, NotAvailable reason) {
    run.progress().say(group.display() + " is not available: " + reason.getMessage());
    run.recording().unmeasured(group, Validity.NOT_AVAILABLE, reason.getMessage());
  }

  private void measurePoints(Group group, PreparedWorkload prepared, ReadyRun run)
      throws InterruptedException {
    for (PlannedPoint planned : run.recording().left(group)) {
      try {
        measure(run, group, prepared, planned);
        run.recording().built(group, prepared.indexBuilds());
      } catch (NotAvailable e) {
        run.recording().notAvailable(group, planned, e.getMessage());
      }
    }
    finish(run, group, prepared);
    run.recording().groupMeasured(group.display());
  }

  /**
   * Begins, before the first group is prepared.
   *
   * @param run that is ready
   */
  protected void begin(ReadyRun run) {}

  /**
   * Measures and records a planned point: one point, or one for each rate.
   *
   * @param prepared for the group of the point
   * @throws NotAvailable if the point cannot be measured on this server
   * @throws InterruptedException if the run is ended
   */
  protected abstract void measure(
      ReadyRun run, Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException;

  /**
   * Hears of a statement that cannot be executed. Its points are recorded already.
   *
   * @param group of the statement
   * @param reason one line
   */
  protected void refused(Group group, String reason) {}

  /**
   * Ends a group, while its prepared workload still exists.
   *
   * @throws InterruptedException if the run is ended
   */
  protected void finish(ReadyRun run, Group group, PreparedWorkload prepared)
      throws InterruptedException {}
}
