package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds workspaces for this process with advisory locks of the server, so that two runs against one
 * server do not mix. The server lets go of them when our connection ends, however it ends.
 *
 * <p>The locks are taken in one database for all workspaces: a lock in the workspace's own would be
 * a session in the way of copying or dropping it.
 */
final class WorkspaceLocks implements AutoCloseable {
  private static final String LOCK_NAME = "'pgassay ' || ?";

  private final ConnectionTarget target;
  private final Set<String> held = new HashSet<>();
  private Optional<Session> session = Optional.empty();

  WorkspaceLocks(ConnectionTarget target) {
    this.target = target;
  }

  /**
   * Takes the lock of a workspace unless it is held already.
   *
   * @throws Failure when another process holds it
   */
  synchronized void hold(String key) {
    if (held.contains(key)) {
      return;
    }
    if (session.isEmpty()) {
      session = Optional.of(Session.open(target));
    }
    boolean taken =
        session
            .get()
            .holds(
                "cannot lock workspace " + key,
                "SELECT pg_try_advisory_lock(hashtextextended(" + LOCK_NAME + ", 0))",
                key);
    if (!taken) {
      throw new Failure(
          "workspace "
              + key
              + " on "
              + target.host()
              + ":"
              + target.port()
              + " is in use by another run of pgassay"
              + holder(key)
              + "; wait for it to end");
    }
    held.add(key);
  }

  synchronized void release(String key) {
    if (held.remove(key)) {
      session
          .orElseThrow()
          .holds(
              "cannot unlock workspace " + key,
              "SELECT pg_advisory_unlock(hashtextextended(" + LOCK_NAME + ", 0))",
              key);
    }
  }

  /** Takes all locks again, after the server was restarted. */
  synchronized void renew() {
    List<String> keys = List.copyOf(held);
    close();
    keys.forEach(this::hold);
  }

  private String holder(String key) {
    return session
        .orElseThrow()
        .text(
            "cannot look for who holds workspace " + key,
            """
            SELECT ' (server process ' || a.pid || coalesce(', from ' || host(a.client_addr), '')
                || ')'
            FROM pg_locks l JOIN pg_stat_activity a USING (pid),
                 hashtextextended(%s, 0) AS k (wanted)
            WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND (l.classid::bigint << 32) | l.objid::bigint = k.wanted
            """
                .formatted(LOCK_NAME),
            key)
        .orElse("");
  }

  @Override
  public synchronized void close() {
    session.ifPresent(Session::close);
    session = Optional.empty();
    held.clear();
  }
}
