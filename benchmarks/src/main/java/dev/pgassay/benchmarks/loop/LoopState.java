package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.MeasuredClients;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.workload.Workload;
import java.util.ServiceLoader;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/** The clients of a fork, which JMH's threads share. */
@State(Scope.Benchmark)
public class LoopState {
  private MeasuredClients clients;
  private int clientsLeft;

  /** Opens the clients with the task of the benchmark that JMH runs. */
  @Setup(Level.Trial)
  public void open(BenchmarkParams params) {
    ForkContext context = ForkContext.ofThisProcess();
    clientsLeft = params.getThreads();
    clients = MeasuredClients.open(context, clientsLeft, task(context, params.getBenchmark()));
    clients.measuresAfterWarmUp();
  }

  /** A user's own statement is no service; its inputs are all that the fork needs. */
  private static ClientTask task(ForkContext context, String benchmarkMethod) {
    QueryFiles files = new QueryFiles();
    if (QueryInputs.areWhole(context)) {
      return QueryInputs.task(context, files);
    }
    return ServiceLoader.load(Workload.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(workload -> workload.benchmarkMethod().equals(benchmarkMethod))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no workload for " + benchmarkMethod))
        .task(context, files);
  }

  /** Starts the time and CPU of a measurement iteration, unless it is a warm-up. */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      clients.beginMeasurement();
    }
  }

  /** Ends a measurement iteration. */
  @TearDown(Level.Iteration)
  public void end() {
    clients.endMeasurement();
  }

  MeasuredClients clients() {
    return clients;
  }

  /**
   * Lets a client go. The last one checks all sessions once more and reports to the host. This is
   * not a tear-down of this state, because JMH's other threads would sleep for a second in it
   * ({@code Math.max(1024, backoff * 2)} milliseconds in the code that JMH 1.37 generates), and a
   * fork of several clients would end that much later.
   */
  synchronized void leave() {
    clientsLeft--;
    if (clientsLeft == 0) {
      try (MeasuredClients ending = clients) {
        ending.report();
      }
    }
  }
}
