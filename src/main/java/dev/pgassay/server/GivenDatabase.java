package dev.pgassay.server;

import dev.pgassay.db.ConnectionTarget;
import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.failure.Failure;
import dev.pgassay.progress.Progress;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The database that a URL names, for a user who may not create others: one workspace at a time, in
 * two schemas that carry our mark. Everything else in the database is left alone.
 */
final class GivenDatabase implements WorkspaceHouse {
  private final ConnectionTarget user;
  private final ServerRoles roles;
  private final ServerInfo info;
  private final Progress progress;
  private final WorkspaceLocks locks;

  GivenDatabase(ConnectionTarget user, ServerRoles roles, ServerInfo info, Progress progress) {
    this.user = user;
    this.roles = roles;
    this.info = info;
    this.progress = progress;
    this.locks = new WorkspaceLocks(user);
  }

  @Override
  public synchronized Workspace workspace(String key) {
    WorkspaceKey.check(key);
    // The schemas can hold but one workspace, so whichever it is, it is the same lock.
    locks.hold(Workspace.SCHEMA);
    try (Session session = Session.open(user)) {
      Extensions.requireCreated(session, user.display());
      roles.ensure(session);
      Optional<String> standing = standingKey(session);
      if (standing.isPresent() && !standing.get().equals(key)) {
        progress.warn(
            "workspace " + standing.get() + " in " + user.display() + " makes room for " + key);
        dropSchemas(session);
        standing = Optional.empty();
      }
      if (standing.isEmpty()) {
        WorkspaceMark.create(session, roles, key);
      }
      return enter(session);
    }
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    try (Session session = Session.open(user)) {
      return WorkspaceMark.read(session)
          .map(key -> List.of(new WorkspaceInfo(key, user.database(), sizeBytes(session))))
          .orElse(List.of());
    }
  }

  @Override
  public synchronized void drop(String key) {
    locks.hold(Workspace.SCHEMA);
    try (Session session = Session.open(user)) {
      if (!standingKey(session).equals(Optional.of(key))) {
        throw new Failure("no workspace " + key + " in " + user.display());
      }
      dropSchemas(session);
    } finally {
      locks.release(Workspace.SCHEMA);
    }
  }

  @Override
  public void close() {
    locks.close();
  }

  private Workspace enter(Session session) {
    ServerRoles.Place place = new ServerRoles.Place(user.database(), searchPath(session));
    Map<Role, ConnectionTarget> targets = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      targets.put(role, roles.target(role, place));
    }
    return new Workspace(Workspace.SCHEMA, Workspace.META_SCHEMA, targets);
  }

  /** Our schema first, then those of the extensions, wherever the superuser put them. */
  private static String searchPath(Session session) {
    return session
        .text(
            "cannot find the schemas of the extensions",
            """
            SELECT string_agg(name, ',' ORDER BY place, name)
            FROM (SELECT DISTINCT quote_ident(nspname) AS name, 1 AS place
                  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                  WHERE extname IN ('vector', 'uuid-ossp', 'pg_stat_statements')
                  UNION ALL
                  SELECT 'pgassay', 0) AS schemas
            """)
        .orElseThrow();
  }

  /** Returns the key of the workspace that is there; refuses schemas that are not ours. */
  private Optional<String> standingKey(Session session) {
    Optional<String> key = WorkspaceMark.read(session);
    for (String schema : List.of(Workspace.SCHEMA, Workspace.META_SCHEMA)) {
      if (key.isEmpty() && WorkspaceMark.schemaExists(session, schema)) {
        throw new Failure(
            "schema "
                + schema
                + " in "
                + user.display()
                + " was not made by pgassay and is left alone; rename it or use another database");
      }
    }
    return key;
  }

  private void dropSchemas(Session session) {
    session.execute(
        "cannot drop the workspace in " + user.display(),
        "DROP SCHEMA pgassay CASCADE; DROP SCHEMA pgassay_meta CASCADE");
  }

  private static long sizeBytes(Session session) {
    return session
        .text(
            "cannot read the size of the workspace",
            """
            SELECT coalesce(sum(pg_total_relation_size(c.oid)), 0)
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname IN ('pgassay', 'pgassay_meta') AND c.relkind IN ('r', 'm')
            """)
        .map(Long::valueOf)
        .orElse(0L);
  }
}
