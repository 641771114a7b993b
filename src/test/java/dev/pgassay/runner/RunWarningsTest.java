package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.Latency;
import dev.pgassay.result.OpenLoad;
import dev.pgassay.result.Point;
import dev.pgassay.result.PointKey;
import dev.pgassay.result.Warning;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunWarningsTest {
  @Test
  void warnsWhereTheClientsWereLateThemselves() {
    assertThat(RunWarnings.of(loaded(1_000_000, 3_000_000)))
        .singleElement()
        .extracting(Warning::cause)
        .isEqualTo(
            "the clients themselves were late: p99 of their lag is 1.00 of 3.00 ms of response"
                + " time: hnsw ef_search=40");
  }

  @Test
  void isSilentWhereAQuarterOrLessOfTheResponseTimeIsLag() {
    assertThat(RunWarnings.of(loaded(750_000, 3_000_000))).isEmpty();
  }

  private static Point loaded(long lagNanos, long responseNanos) {
    return Point.builder(new PointKey("hnsw", Map.of("ef_search", "40")))
        .openLoad(
            new OpenLoad(
                OpenLoad.Arrivals.UNIFORM,
                100,
                100,
                10,
                new OpenLoad.Requests(1_000, 0, 0),
                Optional.of(latency(responseNanos)),
                Optional.empty(),
                Optional.of(latency(lagNanos)),
                List.of()))
        .build();
  }

  private static Latency latency(long nanos) {
    return Latency.of(1_000, nanos, nanos, percentile -> nanos);
  }
}
