package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.environment.TableSize;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Measures the sizes of the tables of migration 001 without any row in them, in three states. */
public final class EmptyState {
  private static final String DOING = "cannot measure the empty state";

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

  private final Workspace workspace;

  private EmptyState(Workspace workspace) {
    this.workspace = workspace;
  }

  /**
   * Measures, and leaves the tables of migration 001 behind.
   *
   * @param workspace to be used for nothing else: its migrations are undone first
   * @return one for each of the seven tables, by name
   */
  public static List<EmptyStateSizes> measure(Workspace workspace) {
    return new EmptyState(workspace).measure();
  }

  private List<EmptyStateSizes> measure() {
    Migrations migrations = new Migrations(workspace);
    migrations.rollbackAll();
    migrations.migrateTo(1);
    Map<String, Long> fresh = totals();
    insertAndRollBack();
    Map<String, Long> rolledBack = totals();
    vacuum(fresh.keySet());
    Map<String, Long> vacuumed = totals();
    return fresh.keySet().stream()
        .sorted()
        .map(
            table ->
                new EmptyStateSizes(
                    table, fresh.get(table), rolledBack.get(table), vacuumed.get(table)))
        .toList();
  }

  private Map<String, Long> totals() {
    return SchemaSizes.read(workspace).stream()
        .collect(Collectors.toMap(TableSize::table, TableSize::totalBytes));
  }

  private void insertAndRollBack() {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      session.inTransaction(
          DOING,
          () -> {
            for (String insert : ONE_ROW_EACH) {
              session.update(DOING, insert);
            }
            session.connection().rollback();
          });
    }
  }

  private void vacuum(Iterable<String> tables) {
    try (Session session = Session.open(workspace.target(Role.OWNER))) {
      tables.forEach(table -> session.execute(DOING, "VACUUM " + table));
    }
  }
}
