package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A generated dataset in a workspace of ours. */
final class LoadedDataset implements MeasuredData {
  private final RunSetup setup;
  private final DatasetGenerator dataset;

  LoadedDataset(RunSetup setup, DatasetGenerator dataset) {
    this.setup = setup;
    this.dataset = dataset;
  }

  @Override
  public String identity() {
    return dataset.identity().sha256();
  }

  @Override
  public long seed() {
    return dataset.spec().content().seed();
  }

  @Override
  public ServerOptions options(ServerOptions asked) {
    return asked.forWorkspace(dataset.identity().key());
  }

  @Override
  public WorkloadContext enter(Listener listener, RunningServer server, Path scratch)
      throws InterruptedException {
    Workspace workspace = server.workspace(dataset.identity().key());
    listener.reached(workspace);
    LoadOptions options =
        setup.loadOptions().withBuilds(server.buildLimits(setup.loadOptions().builds()));
    LoadReport loaded =
        DatasetLoader.load(LoadSource.of(dataset), workspace, options, setup.progress());
    if (!loaded.already()) {
      setup.progress().say("emptying the server's buffers, which the load has filled");
      server.renewBuffers(List.of(workspace));
    }
    listener.loaded(workspace, dataset, loaded);
    return new WorkloadContext(
        workspace,
        Optional.of(dataset),
        new CheckedTruths(
            dataset, setup.truths(), workspace.target(Role.READ_ONLY), setup.progress()),
        new WorkspaceCopies(server, dataset.identity().key(), workspace, setup.progress()),
        options.builds(),
        scratch,
        setup.progress());
  }

  @Override
  public List<Difference> damage(WorkloadContext context) {
    return SchemaVerifier.verify(context.workspace());
  }
}
