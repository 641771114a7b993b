package dev.pgassay.cli;

import dev.pgassay.compare.LatencyRule;
import dev.pgassay.compare.Policy;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.Run;
import dev.pgassay.result.RunStore;
import dev.pgassay.runner.AbChange;
import dev.pgassay.runner.AbChange.Former;
import dev.pgassay.runner.AbRequest;
import dev.pgassay.runner.AbResult;
import dev.pgassay.runner.FormerFiles;
import dev.pgassay.runner.RunPlan;
import dev.pgassay.runner.RunRequest.TimingRequest;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.RunSetup;
import dev.pgassay.runner.Workloads;
import dev.pgassay.statement.StatementFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
      "Load what is missing, measure, and write results/runs/<run-id>/.",
      "Exits 1 when a point is invalid, failed or missing."
    })
final class RunCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private ResultOptions results;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description = {
        "quick, standard or full, or the benchmarks that match; with --sql, the statements whose"
            + " names",
        "match. Default: quick, or every statement."
      })
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
      description = {
        "End with an audit of the schema's indexes: what uses each, what it costs in size and per",
        "inserted row, and which are redundant. Default: as the suite does; every suite does."
      })
  private Boolean indexAudit;

  @Option(
      names = "--dry-run",
      description = "Print the points and how long their iterations take, and measure nothing.")
  private boolean dryRun;

  @ArgGroup(validate = false, heading = "How each point is measured (default: the suite's)%n")
  private TimingOptions timing = new TimingOptions();

  RunCommand(Surroundings surroundings) {
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
    return run.trustworthy() ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** Measures without printing results, for the commands that judge points. */
  Run measure() {
    return measure(plan().withIndexAudit(false));
  }

  private Run measure(RunPlan plan) {
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    RunSetup setup = options.setup(surroundings, options.store(surroundings), arguments);
    return new RunService(forkLimit.on(setup)).run(plan, resume.resumption());
  }

  private RunPlan plan() {
    RunPlan plan = options.plan(target, "quick", clients, timing.request());
    return indexAudit == null ? plan : plan.withIndexAudit(indexAudit);
  }

  /**
   * Compares what is here with an earlier revision, on what this command measures: the statements
   * of {@code --sql}, or else the migrations of our own schema.
   *
   * @param revision of the base
   * @param rounds how long
   * @param policy how much of a difference is borne
   * @throws InvalidInput where git does not know the revision, or nothing can be taken back to it
   */
  AbResult compare(String revision, RoundOptions rounds, Policy policy) {
    try (FormerFiles former = FormerFiles.at(revision, surroundings.temporaryFolder())) {
      return compare(
          former(revision, former),
          options.sql().map(former::folder).map(MeasuringOptions::statements),
          rounds,
          policy);
    }
  }

  private Former former(String revision, FormerFiles files) {
    Optional<Path> sql = options.sql();
    return new Former(
        Optional.of(revision),
        List.of(),
        sql.isPresent()
            ? OptionalInt.empty()
            : OptionalInt.of(files.migrations(surroundings.home())),
        sql.map(MeasuringOptions::statements));
  }

  /**
   * Looks, before anything is measured, whether {@link #compare} has a base.
   *
   * @param revision of the base
   * @throws InvalidInput where git does not know the revision, or nothing can be taken back to it
   */
  void requireRebuildable(String revision) {
    try (FormerFiles former = FormerFiles.at(revision, surroundings.temporaryFolder())) {
      former(revision, former);
      options.sql().map(former::folder).map(MeasuringOptions::statements);
    }
  }

  /** The folder of {@code --sql}; empty where the program's own benchmarks are measured. */
  Optional<Path> sql() {
    return options.sql();
  }

  /** The statements of {@code --sql} as they stand: the text of a file by the statement's name. */
  Map<String, String> statements() {
    return plan().statements();
  }

  /**
   * Compares the statements of {@code --sql} with what they were in a baseline.
   *
   * @param baseline that has statements
   * @param rounds how long
   * @param policy how much of a difference is borne
   */
  AbResult compareStatements(Baseline baseline, RoundOptions rounds, Policy policy) {
    Former base =
        new Former(
            Optional.of("baseline " + baseline.name()),
            List.of(),
            OptionalInt.empty(),
            options.sql().map(MeasuringOptions::statements));
    List<StatementFile> statements = new ArrayList<>();
    baseline
        .arm()
        .statements()
        .forEach((name, text) -> statements.add(StatementFile.parse(Path.of(name + ".sql"), text)));
    return compare(base, Optional.of(Workloads.of(statements)), rounds, policy);
  }

  private AbResult compare(
      Former base, Optional<Workloads> formerStatements, RoundOptions rounds, Policy policy) {
    RunPlan plan = options.plan(target, "quick", List.of(1), TimingRequest.NONE, formerStatements);
    List<String> arguments = spec.commandLine().getParseResult().originalArgs();
    return new RunService(options.setup(surroundings, options.store(surroundings), arguments))
        .ab(
            plan,
            new AbRequest(
                AbChange.NONE.since(base),
                LatencyRule.DEFAULT,
                policy,
                rounds.budget(),
                rounds.seed()));
  }
}
