package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.WorkspaceInfo;
import dev.pgassay.postgres.server.source.WorkspaceKey;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The database that a URL names, for a user who may not create others: one workspace at a time, in
 * two schemas that carry our mark. Everything else in the database is left alone.
 */
public final class GivenDatabase implements WorkspaceStore {
  private final ConnectionTarget user;
  private final ServerRoles roles;
  private final WorkspaceLocks locks;

  public GivenDatabase(ConnectionTarget user, ServerRoles roles) {
    this.user = user;
    this.roles = roles;
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
      openExtensions(session);
      Optional<String> standing = standingKey(session);
      standing.filter(other -> !other.equals(key)).ifPresent(other -> refuse(key, other));
      if (standing.isEmpty()) {
        WorkspaceMark.create(session, roles, key);
      }
      return enter(session);
    }
  }

  private void refuse(String key, String other) {
    throw new Failure(
        "no room for workspace "
            + key
            + " in "
            + user.display()
            + ": workspace "
            + other
            + " exists, and a user who is not a superuser can have only one; remove it with"
            + " pgassay clean --database "
            + user.url()
            + " --workspace "
            + other);
  }

  @Override
  public Optional<Workspace> copy(String key, String label) {
    return Optional.empty();
  }

  @Override
  public void dropCopy(String key, String label) {
    throw new IllegalStateException("there are no copies in " + user.display());
  }

  @Override
  public List<WorkspaceInfo> workspaces() {
    try (Session session = Session.open(user)) {
      return WorkspaceMark.read(session, roles)
          .map(key -> List.of(new WorkspaceInfo(key, user.database(), sizeBytes(session))))
          .orElse(List.of());
    }
  }

  @Override
  public synchronized void tryDrop(String key) {
    held(key, session -> WorkspaceMark.tryDrop(session, roles, key));
  }

  @Override
  public synchronized void drop(String key) {
    held(key, session -> WorkspaceMark.drop(session, roles, key));
  }

  private void held(String key, Consumer<Session> work) {
    locks.hold(Workspace.SCHEMA);
    try (Session session = Session.open(user)) {
      Optional<String> standing = standingKey(session);
      if (!standing.equals(Optional.of(key))) {
        throw new Failure(
            "no workspace "
                + key
                + " in "
                + user.display()
                + standing.map(other -> " (there is " + other + ")").orElse(""));
      }
      work.accept(session);
    } finally {
      locks.release(Workspace.SCHEMA);
    }
  }

  @Override
  public void close() {
    locks.close();
  }

  /** Opens the schema of the extensions to our roles, if a superuser gave them their own schema. */
  private void openExtensions(Session session) {
    String doing = "cannot look at the schemas of the extensions";
    for (Role role : Role.values()) {
      List<String> closed =
          session.rows(
              doing,
              row -> row.getString(1),
              """
              SELECT DISTINCT nspname
              FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
              WHERE extname IN ('vector', 'uuid-ossp') AND NOT has_schema_privilege(?, n.oid, 'USAGE')
              """,
              roles.name(role));
      if (!closed.isEmpty()) {
        throw new Failure(
            "schema "
                + closed.get(0)
                + " in "
                + user.display()
                + " holds an extension and is closed to "
                + roles.name(role)
                + "; have its owner run GRANT USAGE ON SCHEMA "
                + closed.get(0)
                + " TO PUBLIC");
      }
    }
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
    Optional<String> key = WorkspaceMark.read(session, roles);
    for (String schema : List.of(Workspace.SCHEMA, Workspace.META_SCHEMA)) {
      if (key.isEmpty() && WorkspaceMark.schemaExists(session, schema)) {
        throw new Failure(
            "schema "
                + schema
                + " in "
                + user.display()
                + " was not made by pgassay as this user and is left alone; rename it or use"
                + " another"
                + " database");
      }
    }
    return key;
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
