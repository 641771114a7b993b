package dev.pgassay.runner;

import dev.pgassay.schema.Difference;
import dev.pgassay.server.RunningServer;
import dev.pgassay.server.ServerOptions;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Path;
import java.util.List;

/** What a run is measured on: a dataset that we load, or tables of the user's own. */
interface Ground {
  /** Tells it from others: a run is resumed only on the same. */
  String identity();

  /** Of everything that is drawn at random. */
  long seed();

  /** What is asked of the server. */
  ServerOptions options(ServerOptions asked);

  /**
   * Enters it on a server and tells the run what it is.
   *
   * @param scratch a folder for files that forks read
   * @throws InterruptedException where the run is ended
   */
  WorkloadContext enter(RunInProgress run, RunningServer server, Path scratch)
      throws InterruptedException;

  /** What the run has changed of it and not put back; nothing, as it must be. */
  List<Difference> damage(WorkloadContext context);
}
