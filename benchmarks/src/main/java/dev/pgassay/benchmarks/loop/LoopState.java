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
    loop = ClosedLoop.open(context, params.getThreads(), task(context));
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

  /** Checks the sessions once more and reports to the host. */
  @TearDown(Level.Trial)
  public void report() {
    try (ClosedLoop ending = loop) {
      ending.report();
    }
  }

  ClosedLoop loop() {
    return loop;
  }
}
