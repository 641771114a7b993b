package dev.pgassay.runner.prepare;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import java.nio.file.Path;
import java.util.List;

/** What a run is measured on: a dataset that we load, or tables of the user's own. */
public interface MeasuredData {
  /** Tells it from others: a run is resumed only on the same. */
  String identity();

  /** Of everything that is drawn at random. */
  long seed();

  /** What is asked of the server. */
  ServerOptions options(ServerOptions asked);

  /**
   * Enters it on a server.
   *
   * @param listener is told what it is
   * @param scratch a folder for files that forks read
   * @throws InterruptedException where the run is ended
   */
  WorkloadContext enter(Listener listener, RunningServer server, Path scratch)
      throws InterruptedException;

  /** Hears what was entered. */
  interface Listener {
    /**
     * A workspace is there, and nothing is loaded yet.
     *
     * @throws InterruptedException where the run is ended
     */
    default void reached(Workspace workspace) throws InterruptedException {}

    /** Where nothing is written down. */
    Listener UNRECORDED = new Unrecorded();

    /** A dataset is loaded. */
    void loaded(Workspace workspace, DatasetGenerator dataset, LoadReport report);

    /** Tables of the user's own are there. */
    void entered(Workspace workspace);
  }

  /** Writes nothing down: the run tells of the other arm. */
  class Unrecorded implements Listener {
    @Override
    public void loaded(Workspace workspace, DatasetGenerator dataset, LoadReport report) {
      // The run tells of the other arm.
    }

    @Override
    public void entered(Workspace workspace) {
      // The run tells of the other arm.
    }
  }

  /** What the run has changed of it and not put back; nothing, as it must be. */
  List<Difference> damage(WorkloadContext context);
}
