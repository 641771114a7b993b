package dev.pgassay.cli.option;

import dev.pgassay.data.dataset.spec.DatasetCatalog;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that say which workspace of which server a command works on. */
public final class WorkspaceOptions {
  @Mixin private CommonOptions common;
  @Mixin private DatabaseOptions database;

  @Option(
      names = "--workspace",
      paramLabel = "KEY",
      description = "Workspace, such as quick_1a2b3c4d. Default: the only one on the server.")
  private Optional<String> workspace;

  @Option(
      names = "--dataset",
      paramLabel = "NAME|FILE",
      description = "Choose the workspace that holds this dataset, instead of --workspace.")
  private Optional<String> dataset;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      defaultValue = "text",
      description = "Output format. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format;

  /** Starts or reaches the server. */
  public RunningServer start(Surroundings surroundings) {
    Progress progress = common.progress(surroundings, System.err);
    ServerOptions options = database.serverOptions(surroundings);
    return database
        .source(surroundings.serverEnvironment())
        .start(key(surroundings).map(options::forWorkspace).orElse(options), progress);
  }

  /** The key that the user gave, in one way or the other. */
  public Optional<String> key(Surroundings surroundings) {
    return workspace.or(
        () ->
            dataset.map(
                name -> new DatasetCatalog(surroundings.datasets()).find(name).identity().key()));
  }

  public boolean json() {
    return format == OutputFormat.json;
  }
}
