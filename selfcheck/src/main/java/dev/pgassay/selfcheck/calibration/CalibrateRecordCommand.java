package dev.pgassay.selfcheck.calibration;

import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.InterleavingOptions;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.ab.ArmRounds;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.compare.LatencyRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records rounds. */
@Command(
    name = "record",
    mixinStandardHelpOptions = true,
    description = {
      "Record rounds of the query statements of a suite.",
      "The arms take turns: base, two equal arms, and two that were made 10 and 20 %% slower. Rounds are",
      "as many and as long as those of pgassay ab. They are appended to the file: you may stop it",
      "and continue with the same command."
    })
final class CalibrateRecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private InterleavingOptions options;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "Receives the rounds, such as rounds.tsv.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description = "Recorded statements, as for pgassay ab. Default: quick, or all of --sql.")
  private Optional<String> target;

  @Option(
      names = "--for",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = {
        "No pass through the suite begins after this time; one takes nearly twice the budget.",
        "Default: ${DEFAULT-VALUE}."
      })
  private String time;

  @Override
  public Integer call() {
    Duration length = InterleavingOptions.duration("--for", time);
    RunPlan plan = options.plan(target);
    RunSetup setup = options.setup(spec.commandLine().getParseResult().originalArgs());
    Instant begun = setup.clock().instant();
    long seed = begun.getEpochSecond() + options.seed();
    Run run;
    do {
      run = record(plan, seed++, setup);
    } while (run.status() == RunStatus.COMPLETE
        && setup.clock().instant().isBefore(begun.plus(length)));
    spec.commandLine()
        .getOut()
        .println("recorded in " + file + "; next: scripts/selfcheck calibrate judge " + file);
    return run.status() == RunStatus.COMPLETE ? ExitCode.OK : ExitCode.FAILURE;
  }

  /** Records one pass through the suite. */
  private Run record(RunPlan plan, long seed, RunSetup setup) {
    LatencyRule rule = LatencyRule.DEFAULT;
    ArmRounds.Request request =
        new ArmRounds.Request(
            options.budget(), rule.mostRounds(), RoundRecording.begin(file, rule, seed, setup));
    return new RunService(setup).rounds(plan, request);
  }
}
