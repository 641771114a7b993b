package dev.pgassay.runner.ab;

import dev.pgassay.postgres.index.AlternatingPrewarm;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.runner.prepare.WarmCaches;
import java.util.List;
import java.util.Optional;

/**
 * Has arms that work in different databases find their blocks in the server's buffers with the same
 * effort: the buffers are emptied and filled again from all databases in turns. When they were
 * filled one after the other, a script that does nothing was judged a regression of 12 % on a query
 * that reads 7,700 blocks, because its copy came last.
 */
final class ArmBuffers {
  private ArmBuffers() {}

  /**
   * The databases of arms on one server.
   *
   * @param workspaces each once
   */
  record OnServer(RunningServer server, List<Workspace> workspaces) {}

  /**
   * Reads new copies of the user's own database in turns. Nothing of a new copy is in the buffers
   * yet, so they need not be emptied.
   *
   * @return why that could not be done; empty if it was
   */
  static Optional<String> fill(List<Workspace> copies, Progress progress) {
    progress.say("reading the copies in turns into the server's buffers");
    try {
      for (Workspace copy : copies) {
        try (Session session = Session.open(copy.target(Role.OWNER))) {
          session.execute(
              "cannot create extension pg_prewarm", "CREATE EXTENSION IF NOT EXISTS pg_prewarm");
        }
      }
      AlternatingPrewarm.read(copies, true, WarmCaches.ANSWER_TIMEOUT);
      return Optional.empty();
    } catch (DatabaseFailure e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Makes them alike, unless all arms share a database. No session may be in any of them.
   *
   * @param servers of the arms
   * @return why they could not be made alike; empty if they are
   * @throws InterruptedException if the comparison is ended
   */
  static Optional<String> makeAlike(List<OnServer> servers, Progress progress)
      throws InterruptedException {
    if (servers.stream().mapToInt(it -> it.workspaces().size()).sum() == 1) {
      return Optional.empty();
    }
    progress.say("emptying the server's buffers and reading the arms' databases in turns");
    for (OnServer arms : servers) {
      if (!arms.server().renewBuffers(arms.workspaces())) {
        return arms.server().whyNeverCold();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (!AlternatingPrewarm.read(arms.workspaces(), false, WarmCaches.ANSWER_TIMEOUT)) {
        return Optional.of("the server has no extension pg_prewarm");
      }
    }
    return Optional.empty();
  }
}
