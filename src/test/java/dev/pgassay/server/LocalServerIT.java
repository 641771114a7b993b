package dev.pgassay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import org.junit.jupiter.api.Test;

class LocalServerIT {
  @Test
  void givesEachRoleAWayIn() {
    Workspace workspace = TestServer.workspace("local_server_it");
    for (Role role : Role.values()) {
      try (Session session = Session.open(workspace.target(role))) {
        assertThat(session.text("ask", "SELECT current_user")).contains(role.roleName());
        assertThat(session.text("ask", "SELECT '[1,2]'::vector")).contains("[1,2]");
      }
    }
  }
}
