package dev.pgassay.runner.prepare;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.environment.TableSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The data on which a run is measured: a dataset that pgassay loads, or the user's own tables. Only
 * this interface reads the database for a result's description of server and data.
 */
public interface MeasuredData {
  /** Returns the identity of the data: a run is resumed only on the same data. */
  String identity();

  /** Returns the seed of all random choices. */
  long seed();

  /**
   * Completes the options of the server.
   *
   * @param asked the user's options
   */
  ServerOptions options(ServerOptions asked);

  /**
   * Says why points cannot be measured on cold caches.
   *
   * @param server that is running
   * @return one line with the reason; empty if they can
   */
  Optional<String> whyNeverCold(RunningServer server);

  /**
   * Finds the workspace on a server, or creates it. Nothing is loaded yet.
   *
   * @param server that is running
   */
  Workspace workspace(RunningServer server);

  /**
   * Loads missing data, and reads a result's description of the server and the data.
   *
   * @param server that is running
   * @param workspace on it
   * @param scratch a folder for files that forks read
   * @throws InterruptedException if the run is ended
   */
  ReadyData load(RunningServer server, Workspace workspace, Path scratch)
      throws InterruptedException;

  /**
   * Reads the sizes of the tables that a group of points reads.
   *
   * @param context of the loaded data
   * @param prepared the group
   */
  List<TableSize> tableSizes(WorkloadContext context, PreparedWorkload prepared);

  /**
   * Finds the changes that the run has made and not restored.
   *
   * @param context of the loaded data
   * @return empty after a correct run
   */
  List<Difference> damage(WorkloadContext context);
}
