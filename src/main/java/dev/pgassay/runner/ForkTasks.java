package dev.pgassay.runner;

import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryInputs;

/** What a fork that JMH does not start executes. */
final class ForkTasks {
  private ForkTasks() {}

  /**
   * Finds the task.
   *
   * @param workload its name; a user's own statement is on no class path: it is a query and travels
   *     whole
   */
  static ClientTask of(ForkContext context, String workload) {
    return QueryInputs.areIn(context)
        ? QueryInputs.task(context)
        : Workloads.onClassPath().named(workload).task(context);
  }
}
