package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaVerifierIT {
  private static final String KEY = "schema_verifier_it";
  private static final String LINE = "> ";

  private final Workspace workspace = TestServer.workspace(KEY);

  @BeforeEach
  void startFromTheCompleteSchema() {
    alter("DROP SCHEMA pgassay CASCADE; DROP SCHEMA pgassay_meta CASCADE");
    TestServer.workspace(KEY);
    new Migrations(workspace).migrate();
  }

  @Test
  void findsNothingAfterAnyNumberOfMigrations() {
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    new Migrations(workspace).rollback(1);
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    new Migrations(workspace).rollbackAll();
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
  }

  @Test
  void leavesNoTraceOfTheSchemaThatItComparesWith() {
    SchemaVerifier.verify(workspace);
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      assertThat(session.text("ask", "SELECT nspname FROM pg_namespace WHERE nspname ~ 'expect'"))
          .isEmpty();
    }
  }

  @Test
  void namesEachThingThatDiffers() {
    Map<String, String> changes = new TreeMap<>();
    changes.put("DROP TABLE event_topics", "missing table event_topics");
    changes.put("CREATE TABLE other (id int, PRIMARY KEY (id))", "extra table other");
    changes.put("ALTER TABLE event_companies SET UNLOGGED", "different table event_companies");
    changes.put("ALTER TABLE speakers DROP COLUMN bio", "missing column speakers.bio");
    changes.put("ALTER TABLE speakers ADD COLUMN age int", "extra column speakers.age");
    changes.put(
        "ALTER TABLE topics ALTER COLUMN parent_id SET NOT NULL",
        "different column topics.parent_id");
    changes.put(
        "ALTER TABLE events ALTER embedding SET STORAGE PLAIN",
        "different column events.embedding");
    changes.put(
        "ALTER TABLE events DROP CONSTRAINT events_status_check",
        "missing constraint events.events_status_check");
    changes.put(
        "ALTER TABLE topics ADD CONSTRAINT short CHECK (length(name) < 9)",
        "extra constraint topics.short");
    changes.put(
        "DROP INDEX events_city_starts_at_idx", "missing index events.events_city_starts_at_idx");
    changes.put("CREATE INDEX two ON events (venue)", "extra index events.two");
    changes.put(
        "COMMENT ON INDEX events_pkey IS 'serves nobody'", "different index events.events_pkey");
    changes.put(
        "ALTER TABLE events DISABLE TRIGGER events_quality",
        "different trigger events.events_quality");
    changes.put("DROP VIEW vector_query_statistics", "missing view vector_query_statistics");
    changes.put("CREATE VIEW nothing AS SELECT 1", "extra view nothing");
    changes.put("CREATE SEQUENCE counter", "extra sequence counter");
    changes.keySet().forEach(this::execute);

    assertThat(SchemaVerifier.verify(workspace))
        .extracting(difference -> difference.display().split(":")[0])
        .containsExactlyInAnyOrderElementsOf(changes.values());
  }

  @Test
  void namesAnIndexWithOtherParameters() {
    execute("DROP INDEX events_embedding_hnsw_idx");
    execute(
        "CREATE INDEX events_embedding_hnsw_idx ON events"
            + " USING hnsw (embedding vector_cosine_ops) WITH (m = 8)");
    execute("COMMENT ON INDEX events_embedding_hnsw_idx IS 'serves statement events_nearest'");

    assertThat(SchemaVerifier.verify(workspace))
        .singleElement()
        .satisfies(
            difference -> {
              assertThat(difference.kind()).isEqualTo(Difference.Kind.DIFFERENT);
              assertThat(difference.found()).containsAnyOf("m='8'", "m=8");
            });
  }

  /**
   * The file has a statement in a line, below it the lines that tell it. Each statement touches
   * something of its own, so that all are executed before anything is compared.
   */
  @Test
  void tellsEverythingThatChangesPlansAnswersOrRights() {
    List<String> table = StatementCatalog.text("alterations.txt").lines().toList();
    for (String line : table) {
      if (!line.isEmpty() && !line.startsWith(LINE)) {
        alter("SET allow_system_table_mods = on; " + line);
      }
    }

    assertThat(SchemaVerifier.verify(workspace))
        .extracting(SchemaVerifierIT::withoutTimesAndHashes)
        .containsExactlyInAnyOrderElementsOf(
            table.stream()
                .filter(line -> line.startsWith(LINE))
                .map(line -> line.substring(LINE.length()))
                .toList());
  }

  private static String withoutTimesAndHashes(Difference difference) {
    return difference
        .display()
        .replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("\\b\\p{XDigit}{12}\\b", "HASH");
  }

  @Test
  void tellsOfAChangeLogWithoutItsSealsUnlessAnEarlierVersionMadeIt() {
    String drop = "ALTER TABLE pgassay_meta.changelog DROP COLUMN sha256";
    alter(drop);
    assertThat(SchemaVerifier.verify(workspace))
        .extracting(difference -> difference.display().split(":")[0])
        .containsExactly(
            "different change log entry 001",
            "different change log entry 002",
            "different change log entry 003",
            "different change log entry 004",
            "missing column changelog.sha256");

    startFromTheCompleteSchema();
    new Migrations(workspace).rollbackTo(3);
    alter(drop);
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    new Migrations(workspace).migrate();
    assertThat(SchemaVerifier.verify(workspace)).isEmpty();
    alter("UPDATE pgassay_meta.changelog SET sha256 = NULL WHERE id = 2");
    assertThat(SchemaVerifier.verify(workspace)).hasSize(1);
  }

  @Test
  void namesAMigrationThatTheChangeLogLacks() {
    alter("DELETE FROM pgassay_meta.changelog WHERE id = 2");

    assertThat(SchemaVerifier.verify(workspace))
        .extracting(Difference::display)
        .contains(
            "missing change log entry 002: api_alignment",
            "extra column topics.embedding: vector(1536) STORAGE EXTERNAL");
  }

  private static void alter(String sql) {
    TestServer.executeAsSuperuser(KEY, sql);
  }

  private void execute(String sql) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.execute("cannot prepare the test", sql);
    }
  }
}
