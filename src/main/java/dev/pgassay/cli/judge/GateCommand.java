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
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.plan.Workloads;
import dev.pgassay.runner.rebuild.RebuiltBase;
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

/** Repeats the measurement of a baseline and judges it, for CI. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Measure what a baseline measured, and judge the result.",
      "Compares rows, recall, plans, server work and sizes with the baseline, on any "
          + "machine. Latency is never judged against a recording: pgassay rebuilds the base "
          + "from the statements or revision, settings and image in the baseline, if they "
          + "differ from the present ones, and measures both in turns within --budget. Exits 3 "
          + "on a regression, and 4 if nothing that was asked for could be judged."
    })
public final class GateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private VerdictOptions verdict;
  @Mixin private RoundOptions rounds;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "Name or file of a baseline.")
  private String name;

  @Option(
      names = "--database",
      paramLabel = "auto|docker|local|URL",
      description =
          "Measure on this server instead of the baseline's: a PostgreSQL URL, docker, local "
              + "or auto. Default: the baseline's.")
  private Optional<String> database;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "Image of the container. Default: the baseline's.")
  private Optional<String> image;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "A dataset in datasets/, or a YAML file. Default: the baseline's.")
  private Optional<String> dataset;

  @Option(
      names = "--sql",
      paramLabel = "DIR",
      description =
          "Folder with the present statements, for a baseline that was measured with --sql. "
              + "Default: the statements stored in the baseline, run on a server that pgassay "
              + "starts, as a role that may only read.")
  private Optional<String> sql;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "Server setting that overrides the baseline's. Repeatable.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--require",
      paramLabel = "latency",
      description =
          "Exit 4 if this aspect could not be judged and nothing regressed. Default: not "
              + "required.")
  private Optional<Requirement> required;

  @Option(
      names = "--base-rev",
      paramLabel = "REV",
      description =
          "Rebuild the base of the interleaved rounds from this git revision: its statements "
              + "if the baseline was measured with --sql, else the schema without the migrations "
              + "added since. Default: the statements stored in the baseline, or the revision it "
              + "was recorded at.")
  private Optional<String> revision;

  GateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Requirements that the user may set. */
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
    RebuiltBase base = new RebuiltBase(baseline, revision, present(run));
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

  /** Plans by the options of the command that repeats the baseline's measurement. */
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

  /** The run to repeat, with the options on this command line that replace the baseline's. */
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
              + " holds statements, and gate does not take their folder from a baseline");
    }
    return new ReplayedRun(baseline, asked, settings);
  }
}
