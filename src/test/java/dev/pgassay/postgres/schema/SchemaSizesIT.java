package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import dev.pgassay.result.environment.TableSize;
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
