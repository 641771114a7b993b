package dev.pgassay.postgres.jdbc;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The place on a server that is ours: one database and in it one schema with the seven tables and
 * one schema for our mark and bookkeeping. Immutable.
 *
 * @param schema name of the schema that holds the seven tables
 * @param metaSchema name of the schema that holds the mark, the change log of the migrations and
 *     the state of the load
 * @param targets how to enter it, for each role
 */
public record Workspace(String schema, String metaSchema, Map<Role, ConnectionTarget> targets) {
  /** The schema of the seven tables. */
  public static final String SCHEMA = "pgassay";

  /** The schema of our mark and bookkeeping. */
  public static final String META_SCHEMA = "pgassay_meta";

  /** Checks that every role can enter. */
  public Workspace {
    Objects.requireNonNull(schema, "schema");
    Objects.requireNonNull(metaSchema, "metaSchema");
    targets = Map.copyOf(new EnumMap<>(targets));
    for (Role role : Role.values()) {
      if (!targets.containsKey(role)) {
        throw new IllegalArgumentException("no target for role " + role);
      }
    }
  }

  /**
   * Returns how to enter as a role.
   *
   * @param role the role to enter as
   * @return the target
   */
  public ConnectionTarget target(Role role) {
    return targets.get(role);
  }

  /**
   * Returns the rights of the roles in this workspace.
   *
   * @return the rights, with the names of the database roles that play the roles
   */
  public WorkspaceRights rights() {
    Map<Role, String> names = new EnumMap<>(Role.class);
    targets.forEach(
        (role, target) -> names.put(role, target.assumedRole().orElseGet(target::user)));
    return new WorkspaceRights(names);
  }
}
