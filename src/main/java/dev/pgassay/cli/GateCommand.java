package dev.pgassay.cli;

import dev.pgassay.compare.Comparison;
import dev.pgassay.compare.RecordComparison;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.Arm;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.Redaction;
import dev.pgassay.result.Run;
import dev.pgassay.runner.AbResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures what a baseline measured and judges it, for CI. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what a baseline measured, with the present program, and judge rows, recall, plans,"
          + " the",
      "server's work and sizes against it, on any machine. Latency is never judged by a recording:"
          + " the",
      "base is rebuilt from the statements or the revision that the baseline names, and takes turns"
          + " with",
      "what is here, within --budget. Exits 3 on a regression, 4 where nothing that was asked for"
          + " could",
      "be judged."
    })
final class GateCommand implements Callable<Integer> {
  private static final String RUN = "run";
  private static final String NO_LATENCY = "latency was not judged: ";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private VerdictOptions verdict;
  @Mixin private RoundOptions rounds;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "A baseline or its file.")
  private String name;

  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      description = "The server, in the place of the baseline's.")
  private Optional<String> database;

  @Option(
      names = "--require",
      paramLabel = "latency",
      description = "Exit 4 where this could not be judged and nothing regressed.")
  private Optional<Requirement> required;

  @Option(
      names = "--base-rev",
      paramLabel = "REV",
      description = {
        "The base that takes turns with what is here, within --budget, has this git revision: for a"
            + " baseline of",
        "--sql its statements; else it lacks the migrations of our own schema that were added"
            + " since.",
        "Default: the statements that the baseline keeps, or the revision that it was recorded at."
      })
  private Optional<String> revision;

  GateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** What may be required. */
  private enum Requirement {
    latency
  }

  @Override
  public Integer call() {
    Baseline baseline = surroundings.recordings().find(name);
    RunCommand run = command(baseline);
    Optional<String> reason = whyNoBase(run, baseline.arm());
    Run measured = run.measure();
    Baseline present = Baseline.of(measured.runId().value(), List.of(measured));
    Comparison exact = RecordComparison.of(baseline, present, verdict.policy());
    Optional<Comparison> latencies =
        reason.isPresent()
            ? Optional.empty()
            : Optional.of(latencies(run, baseline).comparison().ofLatencies());
    Comparison comparison =
        latencies.map(exact::and).orElseGet(() -> exact.advising(NO_LATENCY + reason.get()));
    run.sql().ifPresent(verdict::annotate);
    return verdict.conclude(
        required.isPresent() ? comparison.requiringLatency() : comparison,
        surroundings,
        spec.commandLine().getOut());
  }

  /** The base is rebuilt and takes turns with what is here. */
  private AbResult latencies(RunCommand run, Baseline baseline) {
    return revision.isEmpty() && !baseline.arm().statements().isEmpty()
        ? run.compareStatements(baseline, rounds, verdict.policy())
        : run.compare(
            revision.or(() -> baseline.arm().tool().gitRevision()).orElseThrow(),
            rounds,
            verdict.policy());
  }

  /**
   * Why there is no base to measure in this job. One that the user named and that cannot be rebuilt
   * is an error.
   */
  private Optional<String> whyNoBase(RunCommand run, Arm arm) {
    if (revision.isPresent()) {
      run.requireRebuildable(revision.get());
      return Optional.empty();
    }
    if (!arm.statements().isEmpty()) {
      return run.statements().entrySet().containsAll(arm.statements().entrySet())
          ? Optional.of("the statements are those of the baseline, so the arms would be equal")
          : Optional.empty();
    }
    Optional<String> recordedAt = arm.tool().gitRevision();
    if (recordedAt.isEmpty() || arm.tool().modified().orElse(true)) {
      return Optional.of(
          "the baseline was recorded by a build of no known revision; name one by --base-rev");
    }
    try {
      run.requireRebuildable(recordedAt.get());
      return Optional.empty();
    } catch (InvalidInput e) {
      return Optional.of(e.getMessage());
    }
  }

  /** The baseline's own command line, read by the command that wrote it. */
  private RunCommand command(Baseline baseline) {
    List<String> arguments = new ArrayList<>(baseline.arm().arguments());
    if (arguments.isEmpty() || !arguments.remove(0).equals(RUN)) {
      throw new InvalidInput(
          "baseline " + baseline.name() + " was not recorded by pgassay run; record it again");
    }
    arguments.removeIf(argument -> argument.startsWith("--resume"));
    if (database.isEmpty() && Redaction.masked(arguments)) {
      throw new InvalidInput(
          "baseline "
              + baseline.name()
              + " was recorded on a URL with a password, which is not kept; name the server now:"
              + " --database URL, with the password in PGPASSWORD or a pgpass file");
    }
    database.ifPresent(source -> arguments.addAll(List.of("--database", source)));
    RunCommand run = new RunCommand(surroundings);
    new CommandLine(run, new CommandFactory(surroundings))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    return run;
  }
}
