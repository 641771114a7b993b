package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MigrationScriptsTest {
  @Test
  void knowsWhatTheMigrationsMake() {
    assertThat(Migrations.objectNames())
        .contains(
            "companies",
            "event_companies",
            "event_speakers",
            "event_topics",
            "events",
            "score_event_quality",
            "speakers",
            "topics",
            "vector_query_statistics")
        .doesNotContain("schema");
  }
}
