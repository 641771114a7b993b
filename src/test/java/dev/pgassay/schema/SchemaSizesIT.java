package dev.pgassay.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.server.TestServer;
import org.junit.jupiter.api.Test;

/** The sizes that the review of the schema recorded were taken on PostgreSQL 15. */
class SchemaSizesIT {
  private final Workspace workspace = TestServer.workspace("schema_sizes_it");

  @Test
  void reproducesTheRecordedSizesToTheByte() {
    assumeThat(TestServer.shared().info().majorVersion()).isEqualTo(15);
    assertThat(EmptyState.measure(workspace)).containsExactlyElementsOf(EmptyStateSizes.all());
  }

  @Test
  void addsUpToWhatTheServerSays() {
    new Migrations(workspace).migrate();
    for (TableSize size : SchemaSizes.read(workspace)) {
      try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
        assertThat(session.text("ask", "SELECT pg_total_relation_size(?::regclass)", size.table()))
            .as(size.table())
            .contains(String.valueOf(size.totalBytes()));
      }
    }
  }
}
