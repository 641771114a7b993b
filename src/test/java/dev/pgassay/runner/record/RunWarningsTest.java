package dev.pgassay.runner.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Warning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunWarningsTest {
  @Test
  void warnsWhereTheClientsWereLateThemselves() {
    assertThat(RunWarnings.of(loaded(1_000_000, 3_000_000), 2))
        .singleElement()
        .extracting(Warning::cause)
        .isEqualTo(
            "the clients were late: p99 of their lag is 1.00 ms, of the response time 3.00 ms: hnsw ef_search=40 clients=8");
  }

  @Test
  void isSilentWhereAQuarterOrLessOfTheResponseTimeIsLag() {
    assertThat(RunWarnings.of(loaded(750_000, 3_000_000), 2)).isEmpty();
  }

  @Test
  void judgesLagByAPercentileThatHasSamples() {
    // 983 of 1,000 expected requests came: too few for p99, enough for p95.
    assertThat(RunWarnings.of(loaded(983, 983, 2_000_000, 3_000_000), 2))
        .singleElement()
        .extracting(Warning::cause)
        .isEqualTo(
            "the clients were late: p95 of their lag is 2.00 ms, of the response time 3.00 ms:"
                + " hnsw ef_search=40 clients=8");
  }

  @Test
  void warnsWhereManyRequestsFoundNoClientFree() {
    assertThat(RunWarnings.of(loaded(1_000, 940, 0, 3_000_000), 2))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.kind()).isEqualTo(Warning.Kind.CLIENTS_BUSY);
              assertThat(warning.cause())
                  .isEqualTo(
                      "6 % of the requests found all clients (8) busy and waited for one: hnsw"
                          + " ef_search=40 clients=8");
              assertThat(warning.remedy()).contains("--clients");
            });
    assertThat(RunWarnings.of(loaded(1_000, 950, 0, 3_000_000), 2)).isEmpty();
  }

  @Test
  void warnsWhereAScheduleWasNotKept() {
    OpenLoad load = load(new OpenLoad.Requests(800, 0, 200), 80, latency(800, 0), latency(800, 1));

    assertThat(RunWarnings.of(point(load), 2))
        .extracting(Warning::kind)
        .containsExactly(Warning.Kind.SCHEDULE_NOT_KEPT, Warning.Kind.CLIENTS_BUSY);
    assertThat(RunWarnings.of(point(load), 2).get(0).cause())
        .isEqualTo(
            "the schedule was not kept: 80.0 of 100.0 requests a second were answered, 200"
                + " requests never sent: hnsw ef_search=40 clients=8");
  }

  /** One busy thread is 1.6 % of 64 processors, and two threads are half of four. */
  @Test
  void warnsWhereTheThreadsOfTheClientsWereBusyThemselves() {
    assertThat(RunWarnings.of(forked(1, 0.9 / 64), 64))
        .singleElement()
        .extracting(Warning::cause)
        .isEqualTo("the clients' own threads (1) were busy for 90 % of the time: hnsw clients=1");
    assertThat(RunWarnings.of(forked(1, 0.7 / 64), 64)).isEmpty();
    assertThat(RunWarnings.of(forked(8, 0.51), 2))
        .singleElement()
        .extracting(Warning::cause)
        .isEqualTo("the clients used 51 % of the processors: hnsw clients=8");
    assertThat(RunWarnings.of(forked(8, 0.5), 2)).isEmpty();
  }

  private static Point forked(int clients, double cpuRatio) {
    return Point.builder(new PointKey("hnsw", Map.of("clients", Integer.toString(clients))))
        .fork(
            new Fork(
                1,
                List.of(),
                Map.of(),
                Optional.empty(),
                OptionalDouble.of(cpuRatio),
                Optional.empty(),
                Optional.empty(),
                Map.of()))
        .build();
  }

  private static Point loaded(long lagNanos, long responseNanos) {
    return loaded(1_000, 1_000, lagNanos, responseNanos);
  }

  private static Point loaded(long requests, long waitedFor, long lagNanos, long responseNanos) {
    return point(
        load(
            new OpenLoad.Requests(requests, 0, 0),
            100,
            latency(waitedFor, lagNanos),
            latency(requests, responseNanos)));
  }

  private static Point point(OpenLoad load) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ef_search", "40");
    parameters.put("clients", "8");
    return Point.builder(new PointKey("hnsw", parameters)).openLoad(load).build();
  }

  private static OpenLoad load(
      OpenLoad.Requests requests, double achieved, Latency lag, Latency response) {
    return new OpenLoad(
        OpenLoad.Arrivals.UNIFORM,
        100,
        achieved,
        10,
        requests,
        Optional.of(response),
        Optional.empty(),
        Optional.of(lag),
        List.of());
  }

  private static Latency latency(long operations, long nanos) {
    return Latency.of(operations, nanos, nanos, percentile -> nanos);
  }
}
