package dev.pgassay.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.server.TestServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationsIT {
  private final Workspace workspace = TestServer.workspace("migrations_it");
  private final Migrations migrations = new Migrations(workspace);

  @BeforeEach
  void startFromNothing() {
    migrations.rollbackAll();
  }

  @Test
  void makesExactly37Indexes() {
    migrations.migrateTo(1);

    assertThat(indexNames()).hasSize(37);
    assertThat(SchemaCatalog.indexes())
        .extracting(IndexDefinition::name)
        .containsExactlyInAnyOrderElementsOf(indexNames());
  }

  private List<String> indexNames() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      return session.rows(
          "cannot list the indexes",
          row -> row.getString(1),
          "SELECT indexname FROM pg_indexes WHERE schemaname = 'pgassay'");
    }
  }

  @Test
  void takesEachStepOnce() {
    assertThat(migrations.migrate()).hasSize(3);
    assertThat(migrations.migrate()).isEmpty();
    assertThat(migrations.status()).allMatch(status -> status.appliedAt().isPresent());
  }
}
