package dev.pgassay.runner;

import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;

/** What a fork that JMH does not start executes. */
final class ForkTasks {
  private ForkTasks() {}

  /**
   * Finds the task.
   *
   * @param workload its name; a user's own statement is on no class path and travels whole
   */
  static ClientTask of(ForkContext context, String workload) {
    return of(context, workload, new QueryFiles());
  }

  /**
   * Finds the task, without reading again what was read before.
   *
   * @param workload its name
   * @param files of queries that were read
   */
  static ClientTask of(ForkContext context, String workload, QueryFiles files) {
    return QueryInputs.areWhole(context)
        ? QueryInputs.task(context, files)
        : Workloads.onClassPath().named(workload).task(context, files);
  }
}
