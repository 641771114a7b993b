package dev.pgassay.runner.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.openloop.Objective.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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

    assertThat(objective.verdict(load(100, 0, 0, 20))).isEqualTo(Verdict.HELD);
    assertThat(objective.verdict(load(100, 0, 0, 21))).isEqualTo(Verdict.NOT_HELD);
    assertThat(objective.verdict(load(94, 0, 0, 20))).isEqualTo(Verdict.NOT_HELD);
    assertThat(objective.verdict(load(100, 1, 0, 20))).isEqualTo(Verdict.NOT_HELD);
    assertThat(objective.verdict(load(100, 0, 1, 20))).isEqualTo(Verdict.NOT_HELD);
  }

  @Test
  void tooFewRequestsSayNothing() {
    // p99.9 needs 10,000 operations, and 1,000 were made.
    assertThat(Objective.parse("p99.9=1s").verdict(load(100, 0, 0, 20))).isEqualTo(Verdict.TOO_FEW);
    assertThat(Objective.parse("p99.9=1s").verdict(load(100, 1, 0, 20)))
        .isEqualTo(Verdict.NOT_HELD);
  }

  @Test
  void aPointThatIsNotValidSaysNothing() {
    Objective objective = Objective.parse("p99=20ms");
    PointBuilder point =
        Point.builder(new PointKey("hnsw", Map.of())).openLoad(load(100, 0, 0, 20));

    assertThat(objective.verdict(point.build())).isEqualTo(Verdict.HELD);
    assertThat(objective.verdict(point.fault(Validity.INVALID, "the plan changed").build()))
        .isEqualTo(Verdict.NOT_MEASURED);
  }

  /** p99 needs 1,000 requests; m - 4 sqrt(m) = 1,000 has the solution m = 1,134.7. */
  @Test
  void asksForAsManyRequestsAsSurelyMakeEnough() {
    Objective objective = Objective.parse("p99=20ms");

    assertThat(objective.leastRequests(OpenLoad.Arrivals.UNIFORM)).isEqualTo(1_001);
    assertThat(objective.leastRequests(OpenLoad.Arrivals.POISSON)).isCloseTo(1_134.7, within(0.1));
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
