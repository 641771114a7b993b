package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Map;
import java.util.TreeMap;

/** How the roles of a workspace exist on a server, and how one enters as one of them. */
public sealed interface ServerRoles permits LoginRoles, AssumedRoles, ConnectingUser {
  /** Creates the roles that are missing. */
  void ensure(Session administrator);

  /** Returns the name of the database role that plays a role, without quotes. */
  String name(Role role);

  /** Returns how to enter a database in a role. */
  ConnectionTarget target(Role role, Place place);

  /**
   * The place in the server in which a session works: the database, and the schemas that names are
   * found in.
   */
  record Place(String database, String searchPath) {
    /** Points a target here. */
    public ConnectionTarget on(ConnectionTarget target) {
      Map<String, String> properties = new TreeMap<>(target.driverProperties());
      properties.put("currentSchema", searchPath);
      return new ConnectionTarget(
          target.host(),
          target.port(),
          database,
          target.user(),
          target.password(),
          target.assumedRole(),
          properties);
    }
  }
}
