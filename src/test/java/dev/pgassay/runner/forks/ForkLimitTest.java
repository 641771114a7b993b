package dev.pgassay.runner.forks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fork's limit: the schedule, the gate's and the last executions, ten minutes. */
class ForkLimitTest {
  @ParameterizedTest
  @CsvSource({
    // 30 s, 10 + 5 statements, 600 s
    "60s, 1530",
    "1000, 645",
    "250ms, 633",
    "1min, 1530",
    "1h, 54630",
    "1d, 1296630",
    // No timeout: an answer is waited for an hour.
    "0, 54630",
    "'', 54630"
  })
  void addsWhatHasNoScheduleByTheStatementTimeout(String timeout, long seconds) {
    Map<String, String> settings =
        timeout.isEmpty() ? Map.of() : Map.of("statement_timeout", timeout);

    Duration longest = ForkLimit.BY_SCHEDULE.of(context(settings), Duration.ofSeconds(30), 5);

    assertThat(longest.toSeconds()).isEqualTo(seconds);
  }

  @Test
  void isWhatTheUserGave() {
    ForkLimit limit = new ForkLimit(Optional.of(Duration.ofSeconds(20)));

    assertThat(limit.of(context(Map.of()), Duration.ofSeconds(30), 5)).hasSeconds(20);
  }

  private static ForkContext context(Map<String, String> settings) {
    ConnectionTarget target =
        new ConnectionTarget(
            "127.0.0.1", 5432, "db", "user", Optional.empty(), Optional.empty(), Map.of());
    return new ForkContext(target, settings, Map.of(), Path.of("."), 1);
  }
}
