package dev.pgassay.cli;

import dev.pgassay.compare.Comparison;
import dev.pgassay.compare.RecordComparison;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.Baseline;
import dev.pgassay.result.Redaction;
import dev.pgassay.result.Run;
import dev.pgassay.runner.ServerDifference;
import dev.pgassay.server.ImageFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
      "base is rebuilt from the statements or the revision, the settings and the image that the"
          + " baseline",
      "names, where they differ, and takes turns with what is here, within --budget. Exits 3 on a",
      "regression, 4 where nothing that was asked for could be judged."
    })
final class GateCommand implements Callable<Integer> {
  private static final String RUN = "run";
  private static final String NO_LATENCY = "latency was not judged: ";
  private static final String SERVER_ALONE = "the rebuilt base differs in its server alone: ";

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
      names = "--image",
      paramLabel = "IMAGE",
      description = "The image of the container, in the place of the baseline's.")
  private Optional<String> image;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "A setting of the server, over those of the baseline. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

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
    RebuiltBase base = new RebuiltBase(baseline, revision, run, surroundings);
    Optional<String> noFiles = base.whyNoFormerFiles();
    Run measured = run.measure();
    Baseline present = Baseline.of(measured.runId().value(), List.of(measured));
    Comparison exact = RecordComparison.of(baseline, present, verdict.policy());
    Comparison comparison = withLatencies(exact, base, base.server(present), noFiles);
    run.options().sql().ifPresent(verdict::annotate);
    verdict.label(baseline.arm().statements());
    verdict.label(present.arm().statements());
    return verdict.conclude(
        required.isPresent() ? comparison.requiringLatency() : comparison,
        surroundings,
        spec.commandLine().getOut());
  }

  /** Rebuilds the base and lets it take turns with what is here, where they differ in anything. */
  private Comparison withLatencies(
      Comparison exact, RebuiltBase base, ServerDifference server, Optional<String> noFiles) {
    Comparison comparison = exact;
    for (String line : server.lacking()) {
      comparison = comparison.advising(line);
    }
    if (noFiles.isPresent() && !server.any()) {
      return comparison.advising(NO_LATENCY + noFiles.get());
    }
    try {
      Comparison latencies =
          base.compare(noFiles.isEmpty(), server, rounds, verdict.policy())
              .comparison()
              .ofLatencies();
      Comparison both = comparison.and(latencies);
      if (server.any()) {
        both = both.advising(server.display());
      }
      return noFiles.isPresent() ? both.advising(SERVER_ALONE + noFiles.get()) : both;
    } catch (ImageFailure e) {
      return comparison.advising(NO_LATENCY + e.getMessage());
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
    image.ifPresent(it -> arguments.addAll(List.of("--image", it)));
    settings.forEach((setting, value) -> arguments.addAll(List.of("--set", setting + "=" + value)));
    RunCommand run = new RunCommand(surroundings);
    new CommandLine(run, new CommandFactory(surroundings))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .parseArgs(arguments.toArray(String[]::new));
    return run;
  }
}
