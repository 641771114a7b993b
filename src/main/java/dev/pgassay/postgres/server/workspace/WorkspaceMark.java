package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.jdbc.WorkspaceRights;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The two schemas of a workspace and the table in one of them that marks both as ours. They come
 * into being in one transaction, so that one without the other, or without the mark, is not ours.
 */
final class WorkspaceMark {
  private static final String PRODUCT = "pgassay";

  private WorkspaceMark() {}

  /** Tells whether a schema of that name is in the session's database. */
  static boolean schemaExists(Session session, String schema) {
    return session.holds(
        "cannot look for schema " + schema,
        "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)",
        schema);
  }

  /** Returns the key of the workspace in the session's database; empty if none is marked. */
  static Optional<String> read(Session session, ServerRoles roles) {
    String doing = "cannot read the mark of the workspace";
    String owner = roles.name(Role.OWNER);
    boolean marked =
        session.holds(
            doing,
            """
            SELECT EXISTS (
              SELECT FROM pg_tables
              WHERE schemaname = ? AND tablename = 'mark' AND tableowner = ?)
            """,
            Workspace.META_SCHEMA,
            owner);
    if (!marked) {
      return Optional.empty();
    }
    // The login role may be a member of the owner without its rights.
    session.execute(doing, "SET ROLE " + Identifier.quote(owner));
    try {
      return session.text(
          doing,
          "SELECT key FROM " + Workspace.META_SCHEMA + ".mark WHERE created_by = ?",
          PRODUCT);
    } finally {
      session.execute(doing, "RESET ROLE");
    }
  }

  /** Creates the schemas and the mark. */
  static void create(Session session, ServerRoles roles, String key) {
    String doing = "cannot create the schemas of workspace " + key;
    String owner = Identifier.quote(roles.name(Role.OWNER));
    session.inTransaction(
        doing,
        () -> {
          session.execute(
              doing,
              """
              CREATE SCHEMA pgassay AUTHORIZATION %1$s;
              CREATE SCHEMA pgassay_meta AUTHORIZATION %1$s;
              SET LOCAL ROLE %1$s;
              COMMENT ON SCHEMA pgassay IS 'made by pgassay: the tables that are measured';
              COMMENT ON SCHEMA pgassay_meta IS 'made by pgassay: its bookkeeping';
              CREATE TABLE pgassay_meta.mark (
                created_by text NOT NULL,
                version text NOT NULL,
                key text NOT NULL,
                created_at timestamptz NOT NULL DEFAULT now()
              );
              """
                  .formatted(owner));
          session.update(
              doing,
              "INSERT INTO pgassay_meta.mark (created_by, version, key) VALUES (?, ?, ?)",
              PRODUCT,
              version(),
              key);
          rights(roles).grant(session, doing, Workspace.SCHEMA);
        });
  }

  /** Drops the schemas with the objects of pgassay in them; nothing if something else is left. */
  static void drop(Session session, ServerRoles roles, String key) {
    String doing = doingDrop(session, key);
    session.inTransaction(doing, () -> dropAsOwner(session, roles, doing));
  }

  /** Finds out whether {@link #drop} would succeed, and changes nothing. */
  static void tryDrop(Session session, ServerRoles roles, String key) {
    String doing = doingDrop(session, key);
    session.rolledBack(
        doing,
        () -> {
          dropAsOwner(session, roles, doing);
          return key;
        });
  }

  private static String doingDrop(Session session, String key) {
    return "cannot drop workspace " + key + " in " + session.target().display();
  }

  private static void dropAsOwner(Session session, ServerRoles roles, String doing) {
    session.execute(doing, "SET LOCAL ROLE " + Identifier.quote(roles.name(Role.OWNER)));
    WorkspaceContents.drop(session, doing);
  }

  private static WorkspaceRights rights(ServerRoles roles) {
    Map<Role, String> names = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      names.put(role, roles.name(role));
    }
    return new WorkspaceRights(names);
  }

  private static String version() {
    String version = WorkspaceMark.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
