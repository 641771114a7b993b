package dev.pgassay.postgres.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.TestServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The promises of migration 004 about the score of data quality and the view of statistics. */
class ScoreAndStatisticsIT {
  private static final String KEY = "score_and_statistics_it";

  /** Has a name, a start and a country: 15, 10 and 5 points. */
  private static final String EVENT =
      """
      INSERT INTO events (name, normalized_name, event_type, status, starts_at, ends_at, timezone,
        is_virtual, source_url, topic_rank, audience_rank, country%s)
      VALUES ('A', 'a', 'meetup', 'draft', now(), now(), 'UTC',
        false, 'https://a.example/', 0, 0, 'DE'%s)
      """;

  private final Workspace workspace = TestServer.workspace(KEY);

  @BeforeEach
  void startWithoutRows() {
    new Migrations(workspace).migrate();
    execute("DELETE FROM events");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0.99", "1"})
  void computesTheScoreWhateverValueIsGiven(String given) {
    execute(EVENT.formatted(", data_quality_score", ", " + given));
    assertThat(score()).isEqualTo("0.3");
    execute("UPDATE events SET data_quality_score = " + given);
    assertThat(score()).isEqualTo("0.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "NaN", "Infinity"})
  void refusesAValueThatNoScoreHas(String given) {
    String refused =
        "data_quality_score must be between 0 and 1 (events_data_quality_score_check): " + given;
    String value = "'" + given + "'";
    assertThatThrownBy(() -> execute(EVENT.formatted(", data_quality_score", ", " + value)))
        .isInstanceOf(DatabaseFailure.class)
        .hasMessageContaining(refused)
        .hasMessageContaining("23514");
    execute(EVENT.formatted("", ""));
    assertThatThrownBy(() -> execute("UPDATE events SET data_quality_score = " + value))
        .hasMessageContaining(refused);
  }

  @Test
  void refusesNoValue() {
    assertThatThrownBy(() -> execute(EVENT.formatted(", data_quality_score", ", NULL")))
        .hasMessageContaining("null value in column \"data_quality_score\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n\r", "\u00a0", "\u2003\u3000"})
  void takesWhiteSpaceForNoText(String blank) {
    execute(EVENT.formatted(", venue, city, description", values(blank, blank, blank.repeat(60))));
    assertThat(score()).isEqualTo("0.3");
    execute("UPDATE events SET city = ' Bonn '");
    assertThat(score()).isEqualTo("0.4");
    execute("UPDATE events SET venue = 'x" + blank + "'");
    assertThat(score()).isEqualTo("0.5");
    execute("UPDATE events SET description = 'short" + blank.repeat(60) + "'");
    assertThat(score()).isEqualTo("0.6");
    execute("UPDATE events SET description = repeat('long ', 10) || 'er'");
    assertThat(score()).isEqualTo("0.7");
  }

  @Test
  void scoresTheRowsThatWereScoredOtherwise() {
    new Migrations(workspace).rollbackTo(3);
    execute(EVENT.formatted(", venue, city, description", values("", " ", "\t")));
    assertThat(score()).isEqualTo("0.6");
    new Migrations(workspace).migrate();
    assertThat(score()).isEqualTo("0.3");

    new Migrations(workspace).rollbackTo(3);
    execute("UPDATE events SET data_quality_score = 0.99");
    String version = "SELECT xmin FROM events";
    String forged = ask(Role.OWNER, version);
    new Migrations(workspace).migrate();
    assertThat(score()).isEqualTo("0.3");
    assertThat(ask(Role.OWNER, version)).isNotEqualTo(forged);

    String scored = ask(Role.OWNER, version);
    new Migrations(workspace).rollbackTo(3);
    new Migrations(workspace).migrate();
    assertThat(ask(Role.OWNER, version)).as("no row is written needlessly").isEqualTo(scored);
  }

  @Test
  void theViewShowsEveryRoleTheStatementsOfAll() {
    forgetStatements();
    for (Role role : Role.values()) {
      ask(
          role,
          "SELECT count(*) AS of_%s FROM events WHERE embedding <=> NULL < 1"
              .formatted(role.roleName()));
    }
    for (Role role : Role.values()) {
      assertThat(ask(role, "SELECT string_agg(query, ' ') FROM vector_query_statistics"))
          .as(role.name())
          .contains("of_pgassay_owner", "of_pgassay_rw", "of_pgassay_ro")
          .doesNotContain("hidden");
    }
  }

  @Test
  void theViewSaysWhatTheOwnerMayNotSee() {
    forgetStatements();
    ask(Role.READ_WRITE, "SELECT count(*) FROM events WHERE embedding <=> NULL < 1");
    TestServer.executeAsSuperuser(KEY, "REVOKE pg_monitor FROM pgassay_owner");
    try {
      String query = "SELECT query FROM vector_query_statistics WHERE calls IS NULL";
      for (Role role : Role.values()) {
        assertThat(ask(role, query))
            .matches(
                "\\d+ statements of other roles are hidden from pgassay_owner;"
                    + " have a superuser run GRANT pg_read_all_stats TO pgassay_owner");
      }
    } finally {
      TestServer.executeAsSuperuser(KEY, "GRANT pg_monitor TO pgassay_owner");
    }
  }

  private static void forgetStatements() {
    TestServer.executeAsSuperuser(KEY, "SELECT pg_stat_statements_reset()");
  }

  private static String values(String venue, String city, String description) {
    return ", '%s', '%s', '%s'".formatted(venue, city, description);
  }

  private String score() {
    return ask(Role.OWNER, "SELECT data_quality_score FROM events");
  }

  private String ask(Role role, String sql) {
    try (Session session = Session.open(workspace.target(role))) {
      return session.text("cannot ask", sql).orElseThrow();
    }
  }

  private void execute(String sql) {
    try (Session session = Session.open(workspace.target(Role.READ_WRITE))) {
      session.execute("cannot write", sql);
    }
  }
}
