package dev.pgassay.runner.openloop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.latency.ArrivalSchedule;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.OpenLoad.Arrivals;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.runner.openloop.RateSteps.Step;
import dev.pgassay.runner.plan.LoadPattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Searches against servers that answer in 1 ms up to a rate, and in 1 s above it. */
class RateStepsTest {
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final long SEED = 42;

  private final List<Point> points = new ArrayList<>();
  private final List<Duration> lengths = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();

  /** 100 a second for 10 s make some 1,000 requests, as often as not fewer than p99 needs. */
  @Test
  void aFastServerIsFoundFastAtTheDefaultRateAndDuration() throws Exception {
    SearchResult result = search(100, this::answered);

    assertThat(result.found()).isTrue();
    assertThat(result.highestPerSecond().orElseThrow()).isBetween(1_000 / 1.05, 1_000.0);
    assertThat(result.line()).startsWith("highest rate that met p99 within 20.0 ms: 9");
    assertThat(lengths.get(0)).isEqualTo(Duration.ofSeconds(12));
    assertThat(lengths.get(1)).isEqualTo(TEN_SECONDS);
  }

  @Test
  void aStepThatMadeTooFewRequestsIsMeasuredAgainForLonger() throws Exception {
    SearchResult result =
        search(
            100,
            step -> lengths.size() == 1 ? point(step.perSecond(), 999, 999, 1) : answered(step));

    assertThat(numbers).startsWith(1, 1, 2);
    assertThat(lengths).startsWith(Duration.ofSeconds(12), Duration.ofSeconds(24), TEN_SECONDS);
    assertThat(points.get(1).openLoad().orElseThrow().offeredPerSecond()).isEqualTo(100);
    assertThat(result.found()).isTrue();
  }

  @Test
  void aPointThatIsNotValidEndsTheSearchWithoutAnAnswer() throws Exception {
    SearchResult result =
        search(100, step -> step.perSecond() == 800 ? invalid(800) : answered(step));

    assertThat(result.found()).isFalse();
    assertThat(result.line())
        .isEqualTo(
            "the search ended early, 800/s could not be measured; highest rate that met p99 within"
                + " 20.0 ms so far: 400 requests/s");
  }

  @Test
  void saysDownToWhichRateNoneHeld() throws Exception {
    SearchResult result = search(100, step -> point(step.perSecond(), 2_000, 2_000, 1_000));

    assertThat(points).hasSize(2);
    assertThat(result.found()).isFalse();
    assertThat(result.line()).isEqualTo("no rate met p99 within 20.0 ms, down to 50/s");
  }

  @Test
  void saysWhereTheLimitMayBeTheClients() throws Exception {
    SearchResult result =
        search(
            100,
            step ->
                step.perSecond() > 100
                    ? point(step.perSecond(), 10_000, 6_000, 1_000)
                    : point(step.perSecond(), 10_000, 10_000, 1));

    assertThat(result.line())
        .isEqualTo(
            "highest rate that met p99 within 20.0 ms: 100 requests/s; the limit may be the"
                + " clients': 40 % of the requests at 104.4/s found all 8 of them busy; raise"
                + " --clients");
  }

  @Test
  void refusesRatesThatAreTheSame() {
    assertThatThrownBy(() -> test(List.of(100.0, 200.0, 100.0), Optional.empty()))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("--steps needs distinct rates: [100.0, 200.0, 100.0]");
  }

  @Test
  void differentRatesHaveDifferentNames() {
    assertThat(name(100)).isEqualTo("100.0");
    assertThat(name(10_000)).isNotEqualTo(name(10_001));
    assertThat(name(10_001)).isEqualTo("10001.0");
  }

  private static String name(double rate) {
    return new LoadPattern(Arrivals.POISSON, rate, Duration.ZERO, TEN_SECONDS, 1).rateText();
  }

  private SearchResult search(double first, RateSteps.Probe server) throws InterruptedException {
    LoadTest test = test(List.of(first), Optional.of(Objective.parse("p99=20ms")));
    new RateSteps(test, Progress.NONE)
        .through(
            step -> {
              numbers.add(step.number());
              lengths.add(step.duration());
              Point point = server.at(step);
              points.add(point);
              return point;
            });
    return SearchResult.of(test.search(), test.objective().orElseThrow(), latest());
  }

  /**
   * Returns the points as a run keeps them: a point takes the place of an earlier one with the same
   * key.
   */
  private List<Point> latest() {
    Map<PointKey, Point> latest = new LinkedHashMap<>();
    points.forEach(point -> latest.put(point.key(), point));
    return List.copyOf(latest.values());
  }

  private static LoadTest test(List<Double> rates, Optional<Objective> objective) {
    return new LoadTest(Arrivals.POISSON, Duration.ZERO, TEN_SECONDS, rates, objective);
  }

  private Point answered(Step step) {
    double rate = step.perSecond();
    ArrivalSchedule schedule = ArrivalSchedule.poisson(rate, SEED);
    long requests = 0;
    while (schedule.next() < step.duration().toNanos()) {
      requests++;
    }
    return point(rate, requests, requests, rate <= 1_000 ? 1 : 1_000);
  }

  private static Point invalid(double rate) {
    return Point.builder(key(rate)).fault(Validity.INVALID, "the plan changed").build();
  }

  private static Point point(double rate, long requests, long waitedFor, long millis) {
    return Point.builder(key(rate))
        .openLoad(
            new OpenLoad(
                Arrivals.POISSON,
                rate,
                requests / 10.0,
                10,
                new OpenLoad.Requests(requests, 0, 0),
                Optional.of(latency(requests, millis)),
                Optional.empty(),
                Optional.of(latency(waitedFor, 0)),
                List.of()))
        .build();
  }

  private static PointKey key(double rate) {
    return new PointKey("hnsw", Map.of("clients", "8", "rate", Double.toString(rate)));
  }

  private static Latency latency(long operations, long millis) {
    return Latency.of(operations, millis * 1e6, millis * 1_000_000, it -> millis * 1_000_000);
  }
}
