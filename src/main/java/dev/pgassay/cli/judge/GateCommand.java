package dev.pgassay.cli.judge;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.MeasuringOptions;
import dev.pgassay.cli.option.RoundOptions;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.VerdictOptions;
import dev.pgassay.cli.run.RunCommand;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.server.DatabaseSources;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.baseline.Baseline;
import dev.pgassay.result.run.Run;
import dev.pgassay.runner.RebuiltBase;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.RecordComparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
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
public final class GateCommand implements Callable<Integer> {
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
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "The dataset, in the place of the baseline's.")
  private Optional<String> dataset;

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description = {
        "The statements as they stand, where the baseline has some of --sql. Default: the statements"
            + " that the",
        "baseline keeps, on a server that pgassay starts, as a role that may only read."
      })
  private Optional<String> sql;

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
    ReplayedRun replayed = replayed(baseline);
    Progress progress = common.progress(surroundings, System.err);
    replayed.notice().ifPresent(progress::warn);
    RunCommand run = replayed.command(common, surroundings);
    RebuiltBase base = RebuiltBase.find(new RebuiltBase.Request(baseline, revision, present(run)));
    Run measured = run.measure();
    Baseline present = Baseline.of(measured.runId().value(), List.of(measured));
    Comparison comparison =
        base.withLatencies(
            RecordComparison.of(baseline, present, verdict.policy()),
            present,
            new RebuiltBase.Rounds(verdict.policy(), rounds.budget(), rounds.seed()));
    run.options().sql().ifPresent(verdict::annotate);
    verdict.label(baseline.arm().statements());
    verdict.label(present.arm().statements());
    return verdict.conclude(
        required.isPresent() ? comparison.requiringLatency() : comparison,
        surroundings,
        spec.commandLine().getOut());
  }

  private RebuiltBase.Present present(RunCommand run) {
    MeasuringOptions options = run.options();
    return new RebuiltBase.Present(
        options.sql(),
        surroundings.home(),
        surroundings.temporaryFolder(),
        new Plans(run),
        () -> options.setup(surroundings, options.store(surroundings), run.arguments()),
        () -> DatabaseSources.choose(SourceKind.DOCKER.label(), surroundings.serverEnvironment()));
  }

  /** Plans by the options of the command that measures what the baseline measured. */
  private record Plans(RunCommand run) implements RebuiltBase.Plans {
    @Override
    public RunPlan measured() {
      return run.plan();
    }

    @Override
    public RunPlan compared(Optional<Workloads> statements) {
      return run.options().plan(run.target(), "quick", List.of(1), TimingRequest.NONE, statements);
    }
  }

  /** What is asked on this command line in the place of the baseline's. */
  private ReplayedRun replayed(Baseline baseline) {
    Map<String, String> asked = new LinkedHashMap<>();
    database.ifPresent(value -> asked.put(ReplayedRun.DATABASE, value));
    image.ifPresent(value -> asked.put(ReplayedRun.IMAGE, value));
    dataset.ifPresent(value -> asked.put(ReplayedRun.DATASET, value));
    sql.ifPresent(value -> asked.put(ReplayedRun.SQL, value));
    if (revision.isPresent() && sql.isEmpty() && !baseline.arm().statements().isEmpty()) {
      throw new InvalidInput(
          "--base-rev "
              + revision.get()
              + " needs --sql DIR here: baseline "
              + baseline.name()
              + " is of statements, and their folder is not taken from a baseline");
    }
    return new ReplayedRun(baseline, asked, settings);
  }
}
