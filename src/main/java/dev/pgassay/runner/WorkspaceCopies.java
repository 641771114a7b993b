package dev.pgassay.runner;

import dev.pgassay.dataset.Table;
import dev.pgassay.db.Prewarm;
import dev.pgassay.db.QualifiedName;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.progress.Progress;
import dev.pgassay.server.RunningServer;
import dev.pgassay.workload.NotAvailable;
import dev.pgassay.workload.WorkloadContext;

/** Copies of the run's workspace, read into the server's buffers like the workspace itself. */
final class WorkspaceCopies implements WorkloadContext.Copies {
  private final RunningServer server;
  private final String key;
  private final Progress progress;

  WorkspaceCopies(RunningServer server, String key, Progress progress) {
    this.server = server;
    this.key = key;
    this.progress = progress;
  }

  @Override
  public Workspace make(String label) {
    progress.say("copying the database, as " + label);
    Workspace copy =
        server
            .copy(key, label)
            .orElseThrow(
                () ->
                    new NotAvailable(
                        "it works on a copy of the database, and "
                            + server.info().display()
                            + " gives us one database only; connect as a superuser"));
    try (Session session = Session.open(copy.target(Role.OWNER))) {
      for (Table table : Table.values()) {
        Prewarm.table(session.connection(), new QualifiedName(copy.schema(), table.tableName()));
      }
    }
    return copy;
  }

  @Override
  public WorkloadContext.Copies of(String label) {
    return new WorkspaceCopies(server, server.copyKey(key, label), progress);
  }

  @Override
  public void drop(String label) {
    server.dropCopy(key, label);
  }
}
