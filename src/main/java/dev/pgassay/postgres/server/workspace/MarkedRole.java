package dev.pgassay.postgres.server.workspace;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Optional;

/**
 * Creates roles that carry our mark, a comment. Roles belong to the whole server, so one that is
 * there with our name and without the mark is somebody else's and is not touched.
 */
final class MarkedRole {
  private static final String MARK = "made by pgassay";

  private MarkedRole() {}

  /** Tells whether the role is there and is one of ours. */
  static boolean isMarked(Session session, Role role) {
    return mark(session, role).equals(Optional.of(MARK));
  }

  private static Optional<String> mark(Session session, Role role) {
    return session.text(
        "cannot look for role " + role.roleName(),
        "SELECT coalesce(shobj_description(oid, 'pg_authid'), '') FROM pg_roles WHERE rolname = ?",
        role.roleName());
  }

  static void ensure(Session administrator, Role role, String attributes) {
    String doing = "cannot create role " + role.roleName();
    Optional<String> mark = mark(administrator, role);
    if (mark.isEmpty()) {
      administrator.inTransaction(
          doing,
          () -> {
            administrator.execute(doing, "CREATE ROLE " + role.roleName() + " " + attributes);
            administrator.execute(
                doing, "COMMENT ON ROLE " + role.roleName() + " IS '" + MARK + "'");
          });
    } else if (!mark.get().equals(MARK)) {
      throw new Failure(
          "role "
              + role.roleName()
              + " is on the server and was not made by pgassay; rename it or use another server");
    }
  }
}
