package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Optional;

/**
 * Roles that log in with passwords of their own: on a private cluster.
 *
 * @param superuser how to enter the cluster
 * @param passwords of the cluster
 */
public record LoginRoles(ConnectionTarget superuser, Passwords passwords) implements ServerRoles {
  @Override
  public void ensure(Session administrator) {
    for (Role role : Role.values()) {
      MarkedRole.ensure(administrator, role, "LOGIN");
      administrator.setPassword(
          "cannot set the password of " + role.roleName(), role.roleName(), passwords.of(role));
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
            superuser.host(),
            superuser.port(),
            superuser.database(),
            role.roleName(),
            Optional.of(passwords.of(role)),
            Optional.empty(),
            superuser.driverProperties()));
  }
}
