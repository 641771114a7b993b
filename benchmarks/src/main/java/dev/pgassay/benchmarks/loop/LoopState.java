package dev.pgassay.benchmarks.loop;

import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ClosedLoop;
import dev.pgassay.fork.ForkContext;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * What all clients of a fork share: the loop through whose gate they come. A benchmark extends it
 * by its parameters, as a state of JMH's scope Benchmark.
 */
public abstract class LoopState {
  private ClosedLoop loop;
  private int clientsLeft;

  /**
   * Returns what the clients execute.
   *
   * @param context what the host said
   * @return the task
   */
  protected abstract ClientTask task(ForkContext context);

  /**
   * Opens the pool and reads the parameters.
   *
   * @param params of JMH
   */
  @Setup(Level.Trial)
  public void open(BenchmarkParams params) {
    ForkContext context = ForkContext.ofThisProcess();
    clientsLeft = params.getThreads();
    loop = ClosedLoop.open(context, clientsLeft, task(context));
    loop.measuresAfterWarmUp();
  }

  /**
   * Takes the time and CPU of a measurement iteration.
   *
   * @param iteration of JMH
   */
  @Setup(Level.Iteration)
  public void begin(IterationParams iteration) {
    if (iteration.getType() == IterationType.MEASUREMENT) {
      loop.beginMeasurement();
    }
  }

  /** Ends a measurement iteration. */
  @TearDown(Level.Iteration)
  public void end() {
    loop.endMeasurement();
  }

  ClosedLoop loop() {
    return loop;
  }

  /**
   * Lets a client go. The last one checks all sessions once more and reports to the host. That is
   * no tear-down of this state: there JMH's other threads sleep for a second ({@code Math.max(1024,
   * backoff * 2)} milliseconds in the code that its version 1.37 generates), and a fork of several
   * clients would end as much later.
   */
  synchronized void leave() {
    clientsLeft--;
    if (clientsLeft == 0) {
      try (ClosedLoop ending = loop) {
        ending.report();
      }
    }
  }
}
