package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.Latency;
import dev.pgassay.result.OpenLoad;
import dev.pgassay.result.Percentile;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectiveTest {
  @Test
  void isReadWithItsUnit() {
    assertThat(Objective.parse("p99=20ms"))
        .isEqualTo(new Objective(Percentile.P99, Duration.ofMillis(20)));
    assertThat(Objective.parse("p99.9=1.5s").limit()).isEqualTo(Duration.ofMillis(1_500));
    assertThat(Objective.parse("p50=250us").limit()).isEqualTo(Duration.ofNanos(250_000));
  }

  @Test
  void refusesWhatIsNone() {
    for (String text : List.of("p99", "p99=20", "99=20ms", "p98=20ms", "p99=-1ms")) {
      assertThatThrownBy(() -> Objective.parse(text))
          .as(text)
          .isInstanceOf(InvalidInput.class)
          .hasMessageStartingWith("--objective");
    }
  }

  @Test
  void isHeldOnlyWhereTheScheduleWasKeptAndNothingFailed() {
    Objective objective = Objective.parse("p99=20ms");

    assertThat(objective.held(load(100, 0, 0, 20))).isTrue();
    assertThat(objective.held(load(100, 0, 0, 21))).isFalse();
    assertThat(objective.held(load(94, 0, 0, 20))).isFalse();
    assertThat(objective.held(load(100, 1, 0, 20))).isFalse();
    assertThat(objective.held(load(100, 0, 1, 20))).isFalse();
  }

  @Test
  void isNotHeldWhereRequestsAreTooFewToTell() {
    // p99.9 needs 10,000 operations, and 1,000 were made.
    assertThat(Objective.parse("p99.9=1s").held(load(100, 0, 0, 20))).isFalse();
    assertThat(Objective.parse("p99.9=1s").leastPerSecond(Duration.ofSeconds(10))).isEqualTo(1_000);
  }

  private static OpenLoad load(double achieved, long failed, long notBegun, long p99Millis) {
    long nanos = p99Millis * 1_000_000;
    Latency latency = Latency.of(1_000, nanos, nanos, percentile -> nanos);
    return new OpenLoad(
        OpenLoad.Arrivals.POISSON,
        100,
        achieved,
        10,
        new OpenLoad.Requests(1_000, failed, notBegun),
        Optional.of(latency),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }
}
