package dev.pgassay.runner.point;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.JmhLock;
import dev.pgassay.runner.forks.OverdueFork;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.Suite;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormat;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs JMH for one point after the other. JMH's own text goes to a log in the run's folder, its own
 * JSON next to it as an attachment. Not thread-safe.
 */
public final class JmhRunner implements ForkDriver {
  private static final long INTERRUPTION_MILLIS = 300;

  /** JMH ends as soon as its fork is gone. */
  private static final long JMH_END_MILLIS = 5_000;

  private final ForkLauncher forks;
  private final Path attachment;
  private final Progress progress;
  private final List<RunResult> attachments = new ArrayList<>();

  /**
   * @param forks the flags and the limit of the forks, and the folder of the run
   * @param attempt number of the attempt in which the run is measured, from 1; each has its own
   *     attachment
   * @param progress receives what the runner waits for
   */
  public JmhRunner(ForkLauncher forks, int attempt, Progress progress) {
    this.forks = forks;
    this.attachment =
        forks.folder().resolve(attempt == 1 ? "jmh.json" : "jmh-" + attempt + ".json");
    this.progress = progress;
  }

  @Override
  public PointKey key(Workload workload, PlannedPoint planned) {
    return planned.key(workload.name());
  }

  @Override
  public Schedule schedule(PlannedPoint planned) {
    Suite.Timing timing = planned.timing();
    return new Schedule(
        Schedule.Loop.CLOSED,
        timing.forks(),
        new Schedule.Rounds(timing.warmupIterations(), timing.secondsEach()),
        new Schedule.Rounds(timing.measurementIterations(), timing.secondsEach()));
  }

  @Override
  public Map<String, String> inputs(Workload workload) {
    return Map.of();
  }

  @Override
  public List<List<Fork.Iteration>> run(
      Workload workload, PlannedPoint point, Path forkFile, Path reports)
      throws IOException, InterruptedException {
    Path log = forks.folder().resolve("jmh.log");
    try (PrintStream stream =
        new PrintStream(
            Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            true,
            StandardCharsets.UTF_8)) {
      stream.println("# " + workload.name() + " " + point);
      OutputFormat format = OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL);
      Collection<RunResult> results =
          run(
              () -> new Runner(options(workload, point, forkFile), format),
              longest(point.timing(), ForkContext.read(forkFile)));
      attachments.addAll(results);
      attach();
      return iterations(results);
    }
  }

  private static List<List<Fork.Iteration>> iterations(Collection<RunResult> results) {
    return results.stream()
        .flatMap(result -> result.getBenchmarkResults().stream())
        .map(fork -> fork.getIterationResults().stream().map(JmhRunner::iteration).toList())
        .toList();
  }

  private static Fork.Iteration iteration(IterationResult iteration) {
    return new Fork.Iteration(
        iteration.getMetadata().getMeasuredOps(), iteration.getPrimaryResult().getScore());
  }

  private Collection<RunResult> run(Supplier<Runner> runners, Duration longest)
      throws InterruptedException {
    JmhLock lock = new JmhLock(progress);
    Optional<Collection<RunResult>> results = Optional.empty();
    while (results.isEmpty()) {
      results = run(runners.get(), longest, lock);
    }
    return results.get();
  }

  /**
   * Runs JMH once; empty if its lock could not be acquired.
   *
   * <p>JMH swallows an interruption of the thread that runs it. It therefore runs in another thread
   * than the one that is interrupted to end the run.
   */
  private static Optional<Collection<RunResult>> run(Runner runner, Duration longest, JmhLock lock)
      throws InterruptedException {
    FutureTask<Collection<RunResult>> task = new FutureTask<>(runner::run);
    Thread thread = new Thread(task, "pgassay-jmh");
    thread.setDaemon(true);
    thread.start();
    try {
      return Optional.of(task.get(longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      throw new OverdueFork(longest);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunnerException failure) {
        if (lock.awaitAfter(failure)) {
          return Optional.empty();
        }
        // The gate refused or the fork died: its report, or the lack of one, says which. Ctrl-C on
        // a terminal reaches forks too; then our own interruption is on its way.
        TimeUnit.MILLISECONDS.sleep(INTERRUPTION_MILLIS);
        return Optional.of(List.of());
      }
      throw new IllegalStateException("JMH failed", e.getCause());
    } finally {
      endForks();
      thread.join(JMH_END_MILLIS);
    }
  }

  /** All forks together: JMH runs them in a row. */
  private Duration longest(Suite.Timing timing, ForkContext context) {
    int iterations = timing.warmupIterations() + timing.measurementIterations();
    Duration schedule = Duration.ofSeconds((long) iterations * timing.secondsEach());
    return forks.limit().of(context, schedule, iterations).multipliedBy(timing.forks());
  }

  private Options options(Workload workload, PlannedPoint point, Path forkFile) {
    Suite.Timing timing = point.timing();
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(workload.benchmarkMethod()) + "$")
            .jvmArgs(forks.jvmArguments(forkFile).toArray(String[]::new))
            .threads(point.clients())
            .forks(timing.forks())
            .warmupForks(0)
            .warmupIterations(timing.warmupIterations())
            .warmupTime(TimeValue.seconds(timing.secondsEach()))
            .measurementIterations(timing.measurementIterations())
            .measurementTime(TimeValue.seconds(timing.secondsEach()))
            .shouldFailOnError(true)
            .syncIterations(true);
    point.parameters().values().forEach((name, value) -> options.param(camelCase(name), value));
    return options.build();
  }

  /** Rewritten after every point, so that a killed run keeps it. */
  private void attach() throws IOException {
    try (PrintStream stream =
        new PrintStream(Files.newOutputStream(attachment), false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(attachments);
    }
  }

  /** Ends forks that JMH left behind when it was interrupted. */
  private static void endForks() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("ForkedMain"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  /** The name of the {@code @Param} field of a parameter. */
  static String camelCase(String parameter) {
    StringBuilder name = new StringBuilder();
    for (String word : parameter.split("_")) {
      name.append(
          name.isEmpty()
              ? word
              : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
    }
    return name.toString();
  }
}
