package dev.pgassay.runner.prepare;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.Residency;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies of the run's workspace, read into the server's buffers like the workspace itself, and not
 * behind it: the buffers are emptied first if the workspace fills much of them.
 */
public final class WorkspaceCopies implements WorkloadContext.Copies {
  /**
   * From this share of the buffers on, the blocks of the original affect the times of its copies. A
   * count that finds 7,700 blocks in 9 ms took 12 to 16 % longer behind two databases that filled
   * two thirds of the buffers; in proportion, that is about one per cent at this share.
   */
  private static final double SHOWING_SHARE = 0.05;

  private final RunningServer server;
  private final String key;
  private final Workspace original;
  private final Progress progress;
  private final Map<String, Workspace> made = new HashMap<>();

  /**
   * @param key of the original
   * @param original as the server entered it
   */
  public WorkspaceCopies(RunningServer server, String key, Workspace original, Progress progress) {
    this.server = server;
    this.key = key;
    this.original = original;
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
    made.put(label, copy);
    if (originalShows(copy)) {
      progress.say("emptying the server's buffers, which the original fills");
      server.renewBuffers(List.of(original, copy));
    }
    try (Session session = Session.open(copy.target(Role.OWNER), WarmCaches.ANSWER_TIMEOUT)) {
      WarmCaches.prewarm(session, copy.schema());
    }
    return copy;
  }

  private boolean originalShows(Workspace copy) {
    try (Session session = Session.open(copy.target(Role.OWNER))) {
      String database = original.target(Role.OWNER).database();
      return Residency.ofDatabase(session, database).orElse(0) >= SHOWING_SHARE;
    }
  }

  @Override
  public WorkloadContext.Copies of(String label) {
    return new WorkspaceCopies(server, server.copyKey(key, label), made.get(label), progress);
  }

  @Override
  public void drop(String label) {
    server.dropCopy(key, label);
    made.remove(label);
  }
}
