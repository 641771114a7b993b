package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.environment.TableSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  public Optional<String> whyNeverCold(RunningServer server) {
    return server.whyNeverCold();
  }

  @Override
  public Workspace workspace(RunningServer server) {
    return server.workspace(dataset.identity().key());
  }

  @Override
  public ReadyData load(RunningServer server, Workspace workspace, Path scratch)
      throws InterruptedException {
    LoadOptions options =
        setup.loadOptions().withBuilds(server.buildLimits(setup.loadOptions().builds()));
    LoadReport loaded =
        DatasetLoader.load(LoadSource.of(dataset), workspace, options, setup.progress());
    if (!loaded.already()) {
      setup.progress().say("emptying the server's buffers, which the load has filled");
      server.renewBuffers(List.of(workspace));
    }
    return new ReadyData(
        context(server, workspace, options.builds(), scratch),
        ResultParts.server(server.info(), workspace),
        ResultParts.dataset(dataset, loaded, setup.loadOptions()),
        SchemaSizes.read(workspace),
        loaded.builds().stream()
            .filter(build -> !EventsVectorIndex.TYPE.builds(build.sql()))
            .map(build -> ResultParts.indexBuild(build, Map.of()))
            .toList());
  }

  private WorkloadContext context(
      RunningServer server, Workspace workspace, BuildLimits builds, Path scratch) {
    return new WorkloadContext(
        workspace,
        Optional.of(dataset),
        new CheckedTruths(
            dataset, setup.truths(), workspace.target(Role.READ_ONLY), setup.progress()),
        new WorkspaceCopies(server, dataset.identity().key(), workspace, setup.progress()),
        builds,
        scratch,
        setup.progress());
  }

  @Override
  public List<TableSize> tableSizes(WorkloadContext context, PreparedWorkload prepared) {
    return SchemaSizes.read(context.workspace());
  }

  @Override
  public List<Difference> damage(WorkloadContext context) {
    return SchemaVerifier.verify(context.workspace());
  }
}
