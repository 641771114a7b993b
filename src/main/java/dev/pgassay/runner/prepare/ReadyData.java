package dev.pgassay.runner.prepare;

import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import java.util.List;
import java.util.Objects;

/**
 * Data that are ready to be measured, with a result's description of them and of their server.
 * Immutable.
 *
 * @param context in which benchmarks are prepared
 * @param server as a result describes it
 * @param dataset as a result describes it
 * @param tableSizes of all tables; empty if only the plans of statements tell which tables are read
 * @param indexBuilds of the indexes that were built by loading and that no benchmark replaces
 */
public record ReadyData(
    WorkloadContext context,
    Server server,
    Dataset dataset,
    List<TableSize> tableSizes,
    List<RecordedBuild> indexBuilds) {
  public ReadyData {
    Objects.requireNonNull(context, "context");
    Objects.requireNonNull(server, "server");
    Objects.requireNonNull(dataset, "dataset");
    tableSizes = List.copyOf(tableSizes);
    indexBuilds = List.copyOf(indexBuilds);
  }
}
