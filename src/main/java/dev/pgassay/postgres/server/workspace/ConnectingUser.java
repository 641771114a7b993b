package dev.pgassay.postgres.server.workspace;

import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;

/**
 * One user in all roles, for a server on which we may not create roles. Reading only is then a
 * setting of the session, which guards against accidents and not against intent.
 *
 * @param user how the connecting user enters
 */
public record ConnectingUser(ConnectionTarget user) implements ServerRoles {
  private static final String READ_ONLY = "-c default_transaction_read_only=on";

  @Override
  public void ensure(Session administrator) {
    // There is nothing to create.
  }

  @Override
  public String name(Role role) {
    return user.user();
  }

  @Override
  public ConnectionTarget target(Role role, Place place) {
    ConnectionTarget target = place.on(user);
    return role == Role.READ_ONLY ? target.withOptions(READ_ONLY) : target;
  }
}
