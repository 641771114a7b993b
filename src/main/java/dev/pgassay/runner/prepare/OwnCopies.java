package dev.pgassay.runner.prepare;

import dev.pgassay.measure.workload.WorkloadContext.Copies;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import java.util.HashMap;
import java.util.Map;

/**
 * Copies of the user's own database. One copy serves all statements of a comparison, since none
 * changes it: it is made once, and dropped with the server. Not thread-safe.
 */
final class OwnCopies implements Copies {
  private final RunningServer server;
  private final Map<String, Workspace> made = new HashMap<>();

  OwnCopies(RunningServer server) {
    this.server = server;
  }

  @Override
  public Workspace make(String label) {
    return made.computeIfAbsent(label, server::copyAsItStands);
  }

  @Override
  public void drop(String label) {
    // The next statement works on it.
  }

  @Override
  public Copies of(String label) {
    return this;
  }
}
