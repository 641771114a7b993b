package dev.pgassay.result.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
  /** n (1 - rank / 100) of n operations are beyond a percentile: ten are needed. */
  @ParameterizedTest
  @CsvSource({
    "1, ''",
    "19, ''",
    "20, P50",
    "99, P50",
    "100, P50 P90",
    "199, P50 P90",
    "200, P50 P90 P95",
    "999, P50 P90 P95",
    "1000, P50 P90 P95 P99",
    "9999, P50 P90 P95 P99",
    "10000, P50 P90 P95 P99 P99_9",
    "9000000000000000000, P50 P90 P95 P99 P99_9"
  })
  void keepsThePercentilesThatTenOperationsLieBeyond(long operations, String percentiles) {
    Latency latency = Latency.of(operations, 5, 10, percentile -> 7);

    assertThat(latency.percentilesNanos().keySet().stream().map(Enum::name))
        .containsExactly(percentiles.isEmpty() ? new String[0] : percentiles.split(" "));
  }

  @Test
  void hasNoValueForAPercentileThatIsAbsent() {
    Latency latency = Latency.of(50, 5, 10, percentile -> 7);

    assertThat(latency.percentileNanos(Percentile.P50)).hasValue(7);
    assertThat(latency.percentileNanos(Percentile.P99)).isEmpty();
  }

  @Test
  void refusesAPercentileThatTheSampleIsTooSmallFor() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latency(999, 5, 10, Map.of(Percentile.P99, 7L)))
        .withMessage("999 operations are too few for P99");
  }

  @Test
  void refusesPercentilesThatDecreaseOrPassTheMaximum() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latency(100, 5, 10, Map.of(Percentile.P50, 9L, Percentile.P90, 8L)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Latency(100, 5, 10, Map.of(Percentile.P50, 11L)));
  }
}
