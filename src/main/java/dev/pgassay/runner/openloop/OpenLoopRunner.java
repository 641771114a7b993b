package dev.pgassay.runner.openloop;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkJvm;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.forks.ForkWatch;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.OpenLoadFile;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs an open loop in a JVM of its own, whose output goes to a log in the run's folder. */
final class OpenLoopRunner implements ForkDriver {
  private final LoadPattern pattern;
  private final OpenLoopKeys keys;
  private final Path log;
  private final List<String> forkArguments;
  private final ForkLimit limit;

  /**
   * @param pattern how requests are sent
   * @param mix of which the points are; empty for a single statement
   * @param folder of the run
   * @param forkArguments further JVM arguments of the fork, such as a class-data archive
   * @param limit how long the fork may take
   */
  OpenLoopRunner(
      LoadPattern pattern,
      Optional<Mix> mix,
      Path folder,
      List<String> forkArguments,
      ForkLimit limit) {
    this.pattern = pattern;
    this.keys = new OpenLoopKeys(pattern, mix);
    this.log = folder.resolve("load.log");
    this.forkArguments = List.copyOf(forkArguments);
    this.limit = limit;
  }

  @Override
  public PointKey key(Workload workload, PlannedPoint planned) {
    return keys.of(planned, workload.name());
  }

  /** What tells all requests of a mix together from those of one statement. */
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

  /** What the fork of a mix must be told. */
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
   * @throws OverdueFork where it does not end in time
   */
  void execute(Path forkFile, int statements) throws IOException, InterruptedException {
    String property = "-D" + ForkContext.PROPERTY + "=" + forkFile;
    List<String> arguments = new ArrayList<>(forkArguments);
    arguments.add(property);
    Process process =
        new ProcessBuilder(ForkJvm.command(arguments, OpenLoopFork.class))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    try (ForkWatch watch = new ForkWatch(longest(forkFile, statements), process)) {
      process.waitFor();
      watch.requireInTime();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What is late when requests end is answered for as long again. */
  private Duration longest(Path forkFile, int statements) {
    Duration schedule = pattern.warmup().plus(pattern.duration()).multipliedBy(2);
    Duration one = limit.of(ForkContext.read(forkFile), schedule, 2);
    return limit.given().isPresent() ? one : one.multipliedBy(statements);
  }

  /** What the fork measured; nothing where its gate refused or it died. */
  static List<List<Fork.Iteration>> iterations(Path reports) {
    return OpenLoadFile.read(reports).stream().map(load -> List.of(iteration(load))).toList();
  }

  private static Fork.Iteration iteration(OpenLoad load) {
    return new Fork.Iteration(load.requests().succeeded(), load.achievedPerSecond());
  }
}
