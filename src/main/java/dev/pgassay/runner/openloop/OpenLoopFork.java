package dev.pgassay.runner.openloop;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.latency.OpenLoop;
import dev.pgassay.measure.latency.OpenLoop.Recorded;
import dev.pgassay.runner.plan.LoadPattern;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JVM of an open loop: lets its clients in through the gate, warms up, measures, reports. */
final class OpenLoopFork {
  static final String WORKLOAD = "openLoop.workload";

  private OpenLoopFork() {}

  /**
   * Measures the workload that the fork file describes.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    ForkContext context = ForkContext.ofThisProcess();
    LoadPattern pattern = LoadPattern.of(context);
    ExecutorService threads = Executors.newFixedThreadPool(pattern.clients());
    try {
      measure(context, pattern, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void measure(ForkContext context, LoadPattern pattern, ExecutorService threads)
      throws Exception {
    try (OpenStatements statements = OpenStatements.open(context, pattern.clients())) {
      List<OpenLoop.Operation> operations = statements.operations(context.seed());
      if (!pattern.warmup().isZero()) {
        Recorded warm =
            pattern
                .loop(pattern.warmup(), context.seed() + 1)
                .run(operations, statements.size(), threads);
        if (warm.abandoned().isPresent()) {
          statements.abandon(warm.abandoned().get());
          return;
        }
      }
      statements.begin();
      Recorded recorded =
          pattern
              .loop(pattern.duration(), context.seed())
              .run(operations, statements.size(), threads);
      if (recorded.abandoned().isPresent()) {
        statements.abandon(recorded.abandoned().get());
      } else {
        statements.end();
      }
      statements.report(context, pattern, recorded);
    }
  }
}
