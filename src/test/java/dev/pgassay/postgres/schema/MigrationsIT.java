package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
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
  void takesEachStepOnce() {
    assertThat(migrations.migrate()).containsExactlyElementsOf(Migrations.all());
    assertThat(migrations.migrate()).isEmpty();
    assertThat(migrations.status()).allMatch(status -> status.appliedAt().isPresent());
  }

  @Test
  void takesStepsBackLatestFirst() {
    migrations.migrate();

    assertThat(migrations.rollback(2)).extracting(Migration::number).containsExactly(4, 3);
    assertThat(migrations.status())
        .extracting(status -> status.appliedAt().isPresent())
        .containsExactly(true, true, false, false);
  }

  @Test
  void leavesNothingAfterTakingAllBack() {
    SchemaSnapshot empty = snapshot();
    migrations.migrate();
    migrations.rollbackAll();

    assertThat(snapshot()).isEqualTo(empty);
    assertThat(empty.definitions().keySet())
        .extracting(SchemaSnapshot.Name::type)
        .containsOnly("owner of schema", "rights on schema", "rights on future tables");
  }

  @Test
  void endsInTheSameCatalogueForwardBackAndForwardAgain() {
    for (Migration step : Migrations.all()) {
      migrations.migrateTo(step.number());
      SchemaSnapshot first = snapshot();
      migrations.rollback(1);
      migrations.migrateTo(step.number());
      assertThat(snapshot()).as(step.display()).isEqualTo(first);
    }
    SchemaSnapshot complete = snapshot();
    migrations.rollbackAll();
    migrations.migrate();
    assertThat(snapshot()).isEqualTo(complete);
  }

  @Test
  void changesNothingWhenAStepFails() {
    migrations.migrateTo(1);
    execute("CREATE FUNCTION pgassay.score_event_quality() RETURNS int LANGUAGE sql AS 'SELECT 1'");
    SchemaSnapshot before = snapshot();

    assertThatThrownBy(migrations::migrate)
        .isInstanceOf(Failure.class)
        .hasMessageContaining("cannot apply migration 003")
        .hasMessageContaining("already exists");
    assertThat(snapshot()).isEqualTo(before);
    assertThat(migrations.status().get(1).appliedAt()).isEmpty();
  }

  @AfterEach
  void removeWhatStandsInTheWay() {
    if (migrations.status().get(2).appliedAt().isEmpty()) {
      execute("DROP FUNCTION IF EXISTS pgassay.score_event_quality()");
    }
  }

  @Test
  void testsTheRightsBeforeItChangesAnything() {
    Workspace readOnly =
        new Workspace(
            workspace.schema(),
            workspace.metaSchema(),
            Map.of(
                Role.OWNER, workspace.target(Role.READ_ONLY),
                Role.READ_WRITE, workspace.target(Role.READ_WRITE),
                Role.READ_ONLY, workspace.target(Role.READ_ONLY)));

    assertThatThrownBy(() -> new Migrations(readOnly).migrate())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no right to create in schema pgassay");
  }

  @Test
  void namesTheExtensionThatIsMissing() {
    Workspace bare = TestServer.workspace("migrations_it_bare");
    TestServer.executeAsSuperuser("migrations_it_bare", "DROP EXTENSION vector CASCADE");

    assertThatThrownBy(() -> new Migrations(bare).migrate())
        .isInstanceOf(Failure.class)
        .hasMessageContaining("extension vector is missing");
  }

  private void execute(String sql) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute("cannot prepare the test", sql);
    }
  }

  private SchemaSnapshot snapshot() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      return SchemaSnapshot.of(session, workspace.schema(), "pgassay", "public");
    }
  }
}
