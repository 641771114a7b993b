package dev.pgassay.postgres.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.server.source.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionIT {
  private final ConnectionTarget target = TestServer.workspace("session_it").target(Role.OWNER);

  @Test
  void namesItselfAndStartsInAutocommit() throws SQLException {
    try (Session session = Session.open(target)) {
      assertThat(session.text("ask", "SHOW application_name")).contains("pgassay");
      assertThat(session.connection().getAutoCommit()).isTrue();
    }
  }

  @Test
  void doesNotWaitForEverForAnAnswer() {
    try (Session session = Session.open(target, Duration.ofSeconds(1))) {
      assertThatThrownBy(() -> session.execute("cannot sleep", "SELECT pg_sleep(60)"))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.sqlState()).startsWith("08"));
    }
  }

  @Test
  void waitsLongerForALongStatementAndNoLongerAfterIt() throws SQLException {
    try (Session session = Session.open(target, Duration.ofSeconds(1));
        Statement statement = session.connection().createStatement()) {
      LongStatement.execute(statement, "SELECT pg_sleep(1.5)", "cannot sleep", () -> {});

      assertThat(session.connection().getNetworkTimeout()).isEqualTo(1_000);
    }
  }

  @Test
  void keepsAllOfATransactionOrNothing() {
    try (Session session = Session.open(target)) {
      session.execute("prepare", "CREATE TEMPORARY TABLE one (id int PRIMARY KEY)");
      session.inTransaction(
          "insert", () -> session.execute("insert", "INSERT INTO one VALUES (1)"));
      assertThatThrownBy(
              () ->
                  session.inTransaction(
                      "insert", () -> session.execute("insert", "INSERT INTO one VALUES (2), (1)")))
          .isInstanceOfSatisfying(
              DatabaseFailure.class, failure -> assertThat(failure.sqlState()).isEqualTo("23505"));
      assertThat(session.text("count", "SELECT count(*) FROM one")).contains("1");
      assertThat(session.connection()).satisfies(c -> assertThat(c.getAutoCommit()).isTrue());
    }
  }

  @Test
  void keepsNothingOfATrial() {
    try (Session session = Session.open(target)) {
      session.execute("prepare", "CREATE TEMPORARY TABLE one (id int)");
      assertThat(
              session.<Integer>rolledBack(
                  "try", () -> session.update("insert", "INSERT INTO one VALUES (?)", 7)))
          .isEqualTo(1);
      assertThat(session.text("count", "SELECT count(*) FROM one")).contains("0");
    }
  }

  @Test
  void letsExtraPropertiesWinAndServesPools() throws SQLException {
    try (Connection connection =
            Connections.dataSource(target, Map.of("options", "-c work_mem=6MB")).getConnection();
        ResultSet result = connection.createStatement().executeQuery("SHOW work_mem")) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString(1)).isEqualTo("6MB");
    }
  }
}
