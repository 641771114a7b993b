package dev.pgassay.cli;

import dev.pgassay.compare.LatencyRule;
import dev.pgassay.result.Run;
import dev.pgassay.result.RunStatus;
import dev.pgassay.result.RunStore;
import dev.pgassay.runner.RecordingRequest;
import dev.pgassay.runner.RunPlan;
import dev.pgassay.runner.RunRequest.TimingRequest;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.RunSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
      "Record rounds of the query statements of a suite: base, two equal arms, and two that were made",
      "10 and 20 %% slower, all in turns. Rounds are as many and as long as those of pgassay ab. They",
      "are appended to the file: stop it when you like, and go on with the same command."
    })
final class CalibrateRecordCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private MeasuringOptions options;
  @Mixin private RoundOptions rounds;

  @Parameters(index = "0", paramLabel = "FILE", description = "To append to, such as rounds.tsv.")
  private Path file;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      description = "What is recorded, as of pgassay ab. Default: quick, or all of --sql.")
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

  CalibrateRecordCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Duration length = RoundOptions.duration("--for", time);
    RunPlan plan = options.plan(target, "quick", List.of(1), TimingRequest.NONE);
    RunStore store = options.store(surroundings);
    RunSetup setup =
        options.setup(surroundings, store, spec.commandLine().getParseResult().originalArgs());
    Instant begun = setup.clock().instant();
    long passes = 0;
    Run run;
    do {
      RecordingRequest request =
          new RecordingRequest(
              file,
              LatencyRule.DEFAULT,
              rounds.budget(),
              begun.getEpochSecond() + rounds.seed() + passes++);
      run = new RunService(setup).record(plan, request);
    } while (run.status() == RunStatus.COMPLETE
        && setup.clock().instant().isBefore(begun.plus(length)));
    spec.commandLine()
        .getOut()
        .println("recorded in " + file + "; next: ./pgassay calibrate judge " + file);
    return run.status() == RunStatus.COMPLETE ? ExitCode.OK : ExitCode.FAILURE;
  }
}
