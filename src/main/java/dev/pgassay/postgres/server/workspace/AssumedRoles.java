package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Optional;

/**
 * Roles that nobody can log in as, and that the connecting user takes on: for a server that is not
 * ours and should have no password of ours.
 *
 * @param user how the connecting user enters
 */
public record AssumedRoles(ConnectionTarget user) implements ServerRoles {
  /**
   * From version 16 on the maker of a role administers it without being able to become it, and a
   * membership is possible without the right to SET ROLE.
   */
  private static final String MAY_BECOME =
      """
      SELECT pg_has_role(
        current_user,
        ?,
        CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
      """;

  @Override
  public void ensure(Session administrator) {
    for (Role role : Role.values()) {
      MarkedRole.ensure(administrator, role, "NOLOGIN");
      boolean member =
          administrator.holds(
              "cannot look at role " + role.roleName(), MAY_BECOME, role.roleName());
      if (!member) {
        administrator.execute(
            "cannot join role " + role.roleName(), "GRANT " + role.roleName() + " TO CURRENT_USER");
      }
    }
  }

  @Override
  public String name(Role role) {
    return role.roleName();
  }

  @Override
  public ConnectionTarget target(Role role, Place place) {
    return place.on(
        new ConnectionTarget(
            user.host(),
            user.port(),
            user.database(),
            user.user(),
            user.password(),
            Optional.of(role.roleName()),
            user.driverProperties()));
  }
}
