package dev.pgassay.postgres.jdbc;

import java.util.Map;

/**
 * The rights of a workspace's roles in the schema of its tables: each has the least that it needs.
 * Immutable.
 *
 * @param names of the database roles that play the roles, without quotes
 */
public record WorkspaceRights(Map<Role, String> names) {
  /** Checks that every role has a name. */
  public WorkspaceRights {
    names = Map.copyOf(names);
    for (Role role : Role.values()) {
      if (!names.containsKey(role)) {
        throw new IllegalArgumentException("no name for role " + role);
      }
    }
  }

  /**
   * Grants the rights, also on objects that the owner creates later. If one database role plays all
   * roles, there is nothing to grant.
   *
   * @param session of the owner
   * @param doing the attempted action, in the form "cannot grant the rights"
   * @param schema of the tables, owned by the owner
   */
  public void grant(Session session, String doing, String schema) {
    String owner = names.get(Role.OWNER);
    String reader = names.get(Role.READ_ONLY);
    if (owner.equals(reader)) {
      return;
    }
    session.execute(
        doing,
        """
        GRANT USAGE ON SCHEMA %4$s TO %2$s, %3$s;
        ALTER DEFAULT PRIVILEGES FOR ROLE %1$s IN SCHEMA %4$s
          GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %2$s;
        ALTER DEFAULT PRIVILEGES FOR ROLE %1$s IN SCHEMA %4$s
          GRANT SELECT ON TABLES TO %3$s;
        """
            .formatted(
                Identifier.quote(owner),
                Identifier.quote(names.get(Role.READ_WRITE)),
                Identifier.quote(reader),
                Identifier.quote(schema)));
  }
}
