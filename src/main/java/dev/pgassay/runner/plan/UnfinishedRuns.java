package dev.pgassay.runner.plan;

import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.result.store.RunStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Finds the run to resume. */
public final class UnfinishedRuns {
  private final RunStore store;
  private final Progress progress;

  public UnfinishedRuns(RunStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  /**
   * Finds the run.
   *
   * @param resumption which run to resume
   * @param planIdentity of the present plan
   * @return the run as it was left; empty if a new run is to begin
   * @throws Failure if the named run cannot be resumed
   */
  public Optional<Run> find(Resumption resumption, String planIdentity) {
    if (resumption instanceof Resumption.Named named) {
      return Optional.of(named(named.id(), planIdentity));
    }
    return resumption instanceof Resumption.Latest ? latest(planIdentity) : Optional.empty();
  }

  private Run named(RunId id, String planIdentity) {
    Run run = store.read(id);
    requireUnfinished(run);
    if (!run.invocation().planIdentity().equals(planIdentity)) {
      throw new Failure(
          "run "
              + id
              + " has a different plan; give the command that started it: pgassay "
              + String.join(" ", run.invocation().arguments()));
    }
    return run;
  }

  private Optional<Run> latest(String planIdentity) {
    List<RunId> latestFirst = new ArrayList<>(store.list());
    Collections.reverse(latestFirst);
    for (RunId id : latestFirst) {
      Optional<Run> run = readable(id).filter(it -> it.status() == RunStatus.INCOMPLETE);
      if (run.isPresent() && run.get().invocation().planIdentity().equals(planIdentity)) {
        return run;
      }
    }
    progress.say("no unfinished run of this plan to resume: beginning a new one");
    return Optional.empty();
  }

  /** A file of another version among the runs does not keep a run from being resumed. */
  private Optional<Run> readable(RunId id) {
    try {
      return Optional.of(store.read(id));
    } catch (Failure e) {
      progress.warn("ignored: " + e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Refuses a run that has nothing left to measure.
   *
   * @throws Failure if it is complete
   */
  public static void requireUnfinished(Run run) {
    if (run.status() == RunStatus.COMPLETE) {
      throw new Failure(
          "run "
              + run.runId()
              + " is complete, so nothing of it can be resumed; leave out --resume");
    }
  }
}
