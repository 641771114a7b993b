package dev.pgassay.runner.openloop;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkProcess;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.OpenLoadFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an open loop in a JVM of its own, whose output goes to a log in the run's folder. */
final class OpenLoopRunner implements ForkDriver {
  private final LoadPattern pattern;
  private final OpenLoopKeys keys;
  private final ForkLauncher forks;

  /**
   * @param pattern how requests are sent
   * @param mix of which the points are; empty for a single statement
   * @param forks starts the fork
   */
  OpenLoopRunner(LoadPattern pattern, Optional<Mix> mix, ForkLauncher forks) {
    this.pattern = pattern;
    this.keys = new OpenLoopKeys(pattern, mix);
    this.forks = forks;
  }

  @Override
  public PointKey key(Workload workload, PlannedPoint planned) {
    return keys.of(planned, workload.name());
  }

  /** The key of the point of all requests of a mix together. */
  PointKey totalKey() {
    return keys.total();
  }

  @Override
  public Schedule schedule(PlannedPoint planned) {
    return new Schedule(
        Schedule.Loop.OPEN,
        1,
        new Schedule.Rounds(pattern.warmup().isZero() ? 0 : 1, pattern.warmup().toSeconds()),
        new Schedule.Rounds(1, pattern.duration().toSeconds()));
  }

  @Override
  public Map<String, String> inputs(Workload workload) {
    Map<String, String> inputs = new LinkedHashMap<>(pattern.inputs());
    inputs.put(OpenLoopFork.WORKLOAD, workload.name());
    return inputs;
  }

  /** The inputs of the fork of a mix. */
  Map<String, String> inputs(List<MixedStatement> statements) {
    Map<String, String> inputs = new LinkedHashMap<>(pattern.inputs());
    inputs.put(MixedStatement.INPUT, MixedStatement.input(statements));
    return inputs;
  }

  @Override
  public List<List<Fork.Iteration>> run(
      Workload workload, PlannedPoint planned, Path forkFile, Path reports)
      throws IOException, InterruptedException {
    execute(forkFile, 1);
    return iterations(reports);
  }

  /**
   * Runs the fork to its end.
   *
   * @param statements how many it executes, each with a gate of its own
   * @throws OverdueFork if it does not end in time
   */
  void execute(Path forkFile, int statements) throws IOException, InterruptedException {
    Duration longest = longest(forkFile, statements);
    try (ForkProcess fork = forks.logging(OpenLoopFork.class, forkFile, "load.log")) {
      fork.limit(longest);
      fork.await();
    }
  }

  /** Late requests are still answered after the schedule ends, for as long again. */
  private Duration longest(Path forkFile, int statements) {
    Duration schedule = pattern.warmup().plus(pattern.duration()).multipliedBy(2);
    Duration one = forks.limit().of(ForkContext.read(forkFile), schedule, 2);
    return forks.limit().given().isPresent() ? one : one.multipliedBy(statements);
  }

  /** Reads the iterations that the fork measured; none if its gate refused or it died. */
  static List<List<Fork.Iteration>> iterations(Path reports) {
    return OpenLoadFile.read(reports).stream().map(load -> List.of(iteration(load))).toList();
  }

  private static Fork.Iteration iteration(OpenLoad load) {
    return new Fork.Iteration(load.requests().succeeded(), load.achievedPerSecond());
  }
}
