package dev.pgassay.runner.forks;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.runner.plan.Workloads;

/** Finds the task of a fork that JMH does not start. */
public final class ForkTasks {
  private ForkTasks() {}

  /**
   * Finds the task.
   *
   * @param workload its name; a user's own statement is on no class path and travels whole
   */
  public static ClientTask of(ForkContext context, String workload) {
    return of(context, workload, new QueryFiles());
  }

  /**
   * Finds the task, without reading query files again.
   *
   * @param workload its name
   * @param files of queries that were read before
   */
  public static ClientTask of(ForkContext context, String workload, QueryFiles files) {
    return QueryInputs.areWhole(context)
        ? QueryInputs.task(context, files)
        : Workloads.onClassPath().named(workload).task(context, files);
  }
}
