package dev.pgassay.postgres.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.postgres.jdbc.ConnectionPool;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.server.source.TestServer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The effect of a measured session on the connections of its pool. */
class MeasuredSessionIT {
  private static final ConnectionTarget TARGET =
      TestServer.workspace("measured_session").target(Role.READ_ONLY);

  private static final String WORK_MEMORY = "SELECT current_setting('work_mem')";

  @Test
  void aRefusedSettingGivesTheConnectionBack() {
    try (ConnectionPool pool = ConnectionPool.open(TARGET, 1)) {
      assertThatThrownBy(() -> MeasuredSession.open(pool, Map.of("work_mem", "much")))
          .isInstanceOf(DatabaseFailure.class)
          .hasMessageContaining("work_mem");

      try (MeasuredSession session = MeasuredSession.open(pool, Map.of("work_mem", "5MB"))) {
        assertThat(session.settings()).containsEntry("work_mem", "5MB");
      }
    }
  }

  @Test
  void whoeverTakesAClearedConnectionFindsNothingThatWasSetOrPreparedOnIt() throws SQLException {
    try (ConnectionPool pool = ConnectionPool.open(TARGET, 1)) {
      int process;
      try (MeasuredSession session = MeasuredSession.open(pool, Map.of("work_mem", "5MB"))) {
        process = session.backendPid();
        assertThat(workMemories(session, 3)).containsOnly("5MB");
        assertThat(executions(session)).isEqualTo(3);
      }

      pool.clear();

      try (MeasuredSession session = MeasuredSession.open(pool, Map.of())) {
        assertThat(session.backendPid()).isEqualTo(process);
        assertThat(workMemories(session, 2)).doesNotContain("5MB");
        assertThat(executions(session)).isEqualTo(2);
      }
    }
  }

  private static List<String> workMemories(MeasuredSession session, int times) throws SQLException {
    List<String> found = new ArrayList<>();
    try (PreparedStatement statement = session.connection().prepareStatement(WORK_MEMORY)) {
      for (int i = 0; i < times; i++) {
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          found.add(row.getString(1));
        }
      }
    }
    return found;
  }

  private static long executions(MeasuredSession session) {
    ExplainedPlan plan = session.explain(WORK_MEMORY, List.of());
    return plan.genericPlans() + plan.customPlans();
  }
}
