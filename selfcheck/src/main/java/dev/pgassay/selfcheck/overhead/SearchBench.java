package dev.pgassay.selfcheck.overhead;

import dev.pgassay.benchmarks.hnsw.HnswSearchWorkload;
import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.load.DatasetLoader;
import dev.pgassay.data.load.LoadOptions;
import dev.pgassay.data.load.LoadSource;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.selfcheck.DatasetOptions;
import dev.pgassay.selfcheck.ServerChoice;
import dev.pgassay.vector.VectorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One point of the HNSW search, loaded and built as by {@code run}, for programs that measure
 * pgassay.
 */
final class SearchBench implements AutoCloseable {
  private static final long SEED = 1;

  private final RunningServer server;
  private final Workspace workspace;
  private final DatasetGenerator generator;
  private final Path folder;
  private final ForkContext forkContext;

  private SearchBench(
      RunningServer server,
      Workspace workspace,
      DatasetGenerator generator,
      Path folder,
      ForkContext forkContext) {
    this.server = server;
    this.workspace = workspace;
    this.generator = generator;
    this.folder = folder;
    this.forkContext = forkContext;
  }

  /** Returns the point with m 16, ef_construction 64 and k 10. */
  static Parameters point(int efSearch) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("m", "16");
    values.put("ef_construction", "64");
    values.put("ef_search", "" + efSearch);
    values.put("k", "10");
    values.put("planner", "index");
    return new Parameters(values);
  }

  static SearchBench open(ServerChoice choice, DatasetOptions dataset, Parameters point)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("pgassay-overhead");
    DatasetGenerator generator = DatasetGenerator.of(dataset.spec());
    RunningServer server = choice.start();
    try {
      Workspace workspace = server.workspace(generator.identity().key());
      LoadOptions options = choice.loadOptions();
      DatasetLoader.load(LoadSource.of(generator), workspace, options, Progress.NONE);
      WorkloadContext context =
          new WorkloadContext(
              workspace,
              Optional.of(generator),
              (metric, k, filter) ->
                  dataset
                      .truths()
                      .get(
                          GroundTruthTask.heldOut(generator, metric, k)
                              .withFilter(filter.name(), filter.content()),
                          choice.processors(),
                          Progress.NONE),
              WorkloadContext.Copies.NONE,
              options.builds(),
              folder,
              Progress.NONE);
      PreparedWorkload prepared = new HnswSearchWorkload().prepare(context, point);
      ForkContext forkContext =
          new ForkContext(
              workspace.target(Role.READ_ONLY),
              prepared.sessionSettings(point),
              prepared.forkInputs(point),
              folder,
              SEED);
      return new SearchBench(server, workspace, generator, folder, forkContext);
    } catch (InterruptedException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /** Returns the context of a fork that binds vectors from the client. */
  ForkContext forkContext() {
    return forkContext;
  }

  Workspace workspace() {
    return workspace;
  }

  VectorSource queries() {
    return generator.queries();
  }

  /** Returns a folder for files of the measurement. */
  Path folder() {
    return folder;
  }

  String serverVersion() {
    return server.info().version();
  }

  @Override
  public void close() {
    server.close();
  }
}
