package dev.pgassay.cli.data;

import dev.pgassay.cli.option.CommonOptions;
import dev.pgassay.cli.option.DatabaseOptions;
import dev.pgassay.cli.option.ExitCode;
import dev.pgassay.cli.option.JsonText;
import dev.pgassay.cli.option.OutputFormat;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.data.dataset.spec.DatasetSpec;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.run.NextStep;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Loads a dataset without measuring. */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = {
      "Load a dataset and build its 37 indexes, without measuring.",
      "Creates the schema if there is none. Reuses data that is already loaded, and "
          + "resumes an interrupted load."
    })
public final class LoadCommand implements Callable<Integer> {
  private static final int MOST_CONNECTIONS = 64;

  private final Surroundings surroundings;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      defaultValue = "quick",
      description = "A dataset in datasets/, or a YAML file. Default: ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Generate the dataset with this seed, for other data of the same kind. Default: "
              + "the dataset's own seed.")
  private Long seed;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description =
          "Connections that copy rows in parallel, 1 to 64; a small table gets one. Default: "
              + "one per processor.")
  private Integer connections;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  LoadCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    LoadOptions options = options();
    DatasetGenerator generator = DatasetGenerator.of(specification());
    Progress progress = common.progress(surroundings, System.err);
    try (RunningServer server =
        database
            .source(surroundings.serverEnvironment())
            .start(
                database.serverOptions(surroundings).forWorkspace(generator.identity().key()),
                progress)) {
      print(load(generator, options, server, progress));
    }
    return ExitCode.OK;
  }

  private LoadReport load(
      DatasetGenerator generator, LoadOptions asked, RunningServer server, Progress progress) {
    try {
      LoadOptions options = asked.withBuilds(server.buildLimits(asked.builds()));
      Workspace workspace = server.workspace(generator.identity().key());
      LoadSource source = LoadSource.of(generator);
      LoadReport report = DatasetLoader.load(source, workspace, options, progress);
      return standsAsMigrated(workspace, options, progress)
          ? report
          : DatasetLoader.load(source, workspace, options, Progress.NONE);
    } catch (Failure e) {
      throw server.diagnosis().map(why -> new Failure(e.getMessage() + "; " + why, e)).orElse(e);
    }
  }

  /** Restores the migrations' own HNSW index if an interrupted run has left another. */
  private static boolean standsAsMigrated(
      Workspace workspace, LoadOptions options, Progress progress) {
    return EventsVectorIndex.of(workspace).restore(options.builds(), progress).reused();
  }

  private DatasetSpec specification() {
    DatasetSpec found = new DatasetCatalog(surroundings.datasets()).find(dataset);
    return seed == null ? found : found.withSeed(seed);
  }

  private LoadOptions options() {
    LoadOptions options =
        surroundings.loadOptions(database.serverOptions(surroundings).container());
    if (connections == null) {
      return options;
    }
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw new InvalidInput("--connections must be between 1 and 64: " + connections);
    }
    return options.withConnections(connections);
  }

  private void print(LoadReport report) {
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        switch (format) {
          case text ->
              LoadText.of(
                  report,
                  NextStep.afterLoad(
                      report.identity().name(),
                      spec.commandLine().getParseResult().originalArgs()));
          case json -> JsonText.of(LoadDocument.of(report));
        });
    out.flush();
  }
}
