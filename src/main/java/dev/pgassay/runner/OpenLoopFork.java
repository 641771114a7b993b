package dev.pgassay.runner;

import dev.pgassay.fork.ClosedLoop;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.LoopClient;
import dev.pgassay.measure.OpenLoop;
import dev.pgassay.measure.OpenLoopRecord;
import java.util.ArrayList;
import java.util.List;

/** The JVM of an open loop: lets its clients in through the gate, warms up, measures, reports. */
final class OpenLoopFork {
  static final String WORKLOAD = "openLoop.workload";

  private OpenLoopFork() {}

  /**
   * Measures what the fork file says.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) throws Exception {
    ForkContext context = ForkContext.ofThisProcess();
    LoadPattern pattern = LoadPattern.of(context);
    try (ClosedLoop loop =
        ClosedLoop.open(
            context, pattern.clients(), ForkTasks.of(context, context.input(WORKLOAD)))) {
      List<LoopClient> clients = new ArrayList<>();
      for (int number = 0; number < pattern.clients(); number++) {
        clients.add(loop.join(number));
      }
      List<OpenLoop.Operation> operations =
          clients.stream()
              .<OpenLoop.Operation>map(client -> () -> client.executeNext() >= 0)
              .toList();
      if (!pattern.warmup().isZero()) {
        pattern.loop(pattern.warmup(), context.seed() + 1).run(operations);
      }
      clients.forEach(LoopClient::beginRecording);
      loop.beginMeasurement();
      OpenLoopRecord record = pattern.loop(pattern.duration(), context.seed()).run(operations);
      loop.endMeasurement();
      clients.forEach(LoopClient::endRecording);
      OpenLoadFile.write(context.reportFolder(), OpenLoadFile.of(pattern, record));
      loop.report();
    }
  }
}
