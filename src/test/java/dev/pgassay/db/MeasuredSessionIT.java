package dev.pgassay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.server.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a measured session holds of its pool. */
class MeasuredSessionIT {
  private static final ConnectionTarget TARGET =
      TestServer.workspace("measured_session").target(Role.READ_ONLY);

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
}
