package dev.pgassay.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pgassay.db.Role;
import dev.pgassay.db.Session;
import dev.pgassay.db.Workspace;
import dev.pgassay.server.TestServer;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sizes that the review of the schema recorded were taken on PostgreSQL 15. */
class SchemaSizesIT {
  private static final List<String> ONE_ROW_EACH =
      List.of(
          "INSERT INTO speakers (name, normalized_name, confidence_score) VALUES ('A', 'a', 1)",
          "INSERT INTO companies (name, normalized_name, domain, industry)"
              + " VALUES ('A', 'a', 'a.example', 'software')",
          "INSERT INTO topics (name, category) VALUES ('A', 'technology')",
          """
          INSERT INTO events (name, normalized_name, event_type, status, starts_at, ends_at, timezone,
            is_virtual, source_url, topic_rank, audience_rank, embedding)
          VALUES ('A', 'a', 'meetup', 'draft', now(), now(), 'UTC',
            false, 'https://a.example/', 0, 0, array_fill(1, ARRAY[1536])::vector)
          """,
          "INSERT INTO event_speakers (event_id, speaker_id, role)"
              + " SELECT e.id, s.id, 'host' FROM events e, speakers s",
          "INSERT INTO event_companies (event_id, company_id, relationship)"
              + " SELECT e.id, c.id, 'partner' FROM events e, companies c",
          "INSERT INTO event_topics (event_id, topic_id, relevance)"
              + " SELECT e.id, t.id, 1 FROM events e, topics t");

  private final Workspace workspace = TestServer.workspace("schema_sizes_it");

  @Test
  void reproducesTheRecordedSizesToTheByte() {
    assumeThat(TestServer.shared().info().majorVersion()).isEqualTo(15);
    Migrations migrations = new Migrations(workspace);
    migrations.rollbackAll();
    migrations.migrateTo(1);
    assertThat(totals()).isEqualTo(recorded(EmptyStateSizes::freshBytes));

    insertAndRollBack();
    assertThat(totals()).isEqualTo(recorded(EmptyStateSizes::rolledBackBytes));

    vacuum();
    assertThat(totals()).isEqualTo(recorded(EmptyStateSizes::vacuumedBytes));
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

  private void insertAndRollBack() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.inTransaction(
          "cannot insert",
          () -> {
            for (String insert : ONE_ROW_EACH) {
              assertThat(session.update("cannot insert", insert)).as(insert).isEqualTo(1);
            }
            session.connection().rollback();
          });
    }
  }

  private void vacuum() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      for (EmptyStateSizes size : EmptyStateSizes.all()) {
        session.execute("cannot vacuum", "VACUUM " + size.table());
      }
    }
  }

  private Map<String, Long> totals() {
    return SchemaSizes.read(workspace).stream()
        .collect(Collectors.toMap(TableSize::table, TableSize::totalBytes));
  }

  private static Map<String, Long> recorded(ToLongFunction<EmptyStateSizes> state) {
    return EmptyStateSizes.all().stream()
        .collect(Collectors.toMap(EmptyStateSizes::table, state::applyAsLong));
  }
}
