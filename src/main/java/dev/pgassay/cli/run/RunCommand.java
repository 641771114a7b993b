package dev.pgassay.cli.run;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.ForkLimitOptions;
import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.ResultOptions;
import dev.pgassay.cli.option.ResumeOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.TimingOptions;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.store.RunStore;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.prepare.RunSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures a suite or benchmarks and prints the results. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = {
      "Load missing data, measure, and write results/runs/<run-id>/.",
      "Exits 1 if a point is invalid, failed or missing."
    })
public final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private ResultOptions results;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description =
          "quick, standard or full, or a regular expression that selects benchmarks or, with "
              + "--sql, statements. Default: quick, or every statement.")
  private Optional<String> target;

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      description = "Numbers of clients in a closed loop, such as 1,2,8. Default: the suite's.")
  private List<Integer> clients = new ArrayList<>();

  @Mixin private ResumeOptions resume;
  @Mixin private ForkLimitOptions forkLimit;

  @Option(
      names = "--index-audit",
      negatable = true,
      description =
          "End with an audit of the schema's indexes: what uses each index, its size, what "
              + "it costs per inserted row, and which indexes are redundant. Default: as in the "
              + "suite; every built-in suite includes the audit.")
  private Boolean indexAudit;

  @Option(
      names = "--dry-run",
      description = "Print the points and how long their iterations take, and measure nothing.")
  private boolean dryRun;

  @ArgGroup(validate = false, heading = "How each point is measured (default: the suite's)%n")
  private TimingOptions timing = new TimingOptions();

  public RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (dryRun) {
      results.print(plan(), spec.commandLine().getOut());
      return ExitCode.OK;
    }
    Run run = measure(plan());
    RunStore store = options.store(surroundings);
    results.print(run, store, surroundings, spec.commandLine().getOut());
    if (!run.points().isEmpty() && run.points().stream().allMatch(RunCommand::refused)) {
      return ExitCode.USAGE;
    }
    return run.trustworthy() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** Whether a statement could not be executed at all; the reason was said as a warning. */
  private static boolean refused(Point point) {
    return point.validity() == Validity.INVALID && point.forks().isEmpty();
  }

  /** Measures without printing results, for the commands that judge points. */
  public Run measure() {
    return measure(plan().withIndexAudit(false));
  }

  private Run measure(RunPlan plan) {
    RunSetup setup = options.setup(surroundings, options.store(surroundings), arguments());
    return new RunService(forkLimit.on(setup)).run(plan, resume.resumption());
  }

  /** Plans the points to measure. */
  public RunPlan plan() {
    RunPlan plan = options.plan(target, "quick", clients, timing.request());
    return indexAudit == null ? plan : plan.withIndexAudit(indexAudit);
  }

  /** The target as the user wrote it; empty for the default. */
  public Optional<String> target() {
    return target;
  }

  /** The options for the server and data, and for keeping the results. */
  public MeasuringOptions options() {
    return options;
  }

  /** The command line as typed. */
  public List<String> arguments() {
    return spec.commandLine().getParseResult().originalArgs();
  }
}
