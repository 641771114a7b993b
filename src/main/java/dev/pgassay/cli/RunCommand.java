package dev.pgassay.cli;

import dev.pgassay.dataset.DatasetCatalog;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.load.GroundTruthCache;
import dev.pgassay.progress.Progress;
import dev.pgassay.report.JsonReport;
import dev.pgassay.report.TextReport;
import dev.pgassay.result.Run;
import dev.pgassay.result.RunId;
import dev.pgassay.result.RunStore;
import dev.pgassay.runner.Resumption;
import dev.pgassay.runner.RunPlan;
import dev.pgassay.runner.RunRequest;
import dev.pgassay.runner.RunService;
import dev.pgassay.runner.RunSetup;
import dev.pgassay.runner.SuiteCatalog;
import dev.pgassay.runner.Workloads;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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
  private static final String LATEST = "latest";

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private DatabaseOptions database;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SUITE|BENCHMARK-REGEX",
      defaultValue = "quick",
      description = "quick, standard or full, or the benchmarks that match. Default: quick.")
  private String target;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "A dataset of datasets/ or a YAML file. Default: the suite's.")
  private Optional<String> dataset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "In the place of the dataset's seed: other data of the same kind.")
  private Long seed;

  @Option(
      names = "--param",
      paramLabel = "NAME=V1,V2",
      description = "Values of a benchmark's parameter, such as ef_search=40,100. Repeatable.")
  private List<String> parameters = new ArrayList<>();

  @Option(
      names = "--clients",
      split = ",",
      paramLabel = "N",
      description = "Numbers of clients in a closed loop, such as 1,2,8. Default: the suite's.")
  private List<Integer> clients = new ArrayList<>();

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = LATEST,
      preprocessor = OptionalValue.class,
      paramLabel = "RUN-ID",
      description = {
        "Go on with the latest unfinished run of this very command, or with the one that is named:",
        "valid points are kept, neither loading nor a build that survived is repeated."
      })
  private Optional<String> resume;

  @ArgGroup(validate = false, heading = "How each point is measured (default: the suite's)%n")
  private TimingOptions timing = new TimingOptions();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where runs are written. Default: results/runs.")
  private Optional<Path> output;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "How results are printed. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    RunRequest request =
        new RunRequest(
            target,
            dataset,
            seed == null ? OptionalLong.empty() : OptionalLong.of(seed),
            values(),
            clients,
            timing.request());
    RunPlan plan = RunPlan.of(request, SuiteCatalog.builtIn(), Workloads.onClassPath());
    RunStore store = new RunStore(output.orElse(surroundings.runs()));
    Run run = new RunService(setup(store)).run(plan, resumption());
    print(run, store);
    return run.trustworthy() ? ExitCode.OK : ExitCode.FAILURE;
  }

  private Resumption resumption() {
    if (resume.isEmpty()) {
      return new Resumption.None();
    }
    if (resume.get().equals(LATEST)) {
      return new Resumption.Latest();
    }
    if (!RunId.isRunId(resume.get())) {
      throw new InvalidInput(
          "--resume needs the name of a run, such as 20261123T101112Z-quick-3fa9c1: "
              + resume.get());
    }
    return new Resumption.Named(new RunId(resume.get()));
  }

  private RunSetup setup(RunStore store) {
    Progress progress = common.progress(surroundings, System.err);
    return new RunSetup(
        surroundings.version().tool(),
        spec.commandLine().getParseResult().originalArgs(),
        database.source(surroundings.serverEnvironment()),
        database.serverOptions(surroundings),
        new DatasetCatalog(surroundings.datasets()),
        new GroundTruthCache(surroundings.datasetCache()),
        surroundings.loadOptions(),
        store,
        surroundings.temporaryFolder(),
        surroundings.forkArguments(),
        InstantSource.system(),
        progress);
  }

  private Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new InvalidInput("--param needs NAME=V1,V2: " + parameter);
      }
      values.put(
          parameter.substring(0, equals), List.of(parameter.substring(equals + 1).split(",", -1)));
    }
    return values;
  }

  private void print(Run run, RunStore store) {
    PrintWriter out = spec.commandLine().getOut();
    switch (format) {
      case text ->
          out.print(new TextReport(surroundings.colour()).render(run, store.folder(run.runId())));
      case json -> out.print(new JsonReport().render(run));
    }
    out.flush();
  }
}
