package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.TimelineSecond;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class WorstSecondTest {
  private static final Instant BEGIN = Instant.parse("2026-11-23T10:11:12Z");

  @Test
  void namesTheStallWithWhatTheServerDidAndWhatFailed() {
    Point point =
        point(second(0, 1_100, Map.of()), second(1, 80, Map.of("40P01", 2L), "checkpoint"));

    assertThat(text(List.of(point)))
        .isEqualTo(
            """
            worst     the second from 2026-11-23T10:11:13Z on, fork 1: 80.0 queries/s, 8.00 % of the mean of write clients=2;
                      longest 900 ms; SQLSTATE 40P01 x 2; the server meanwhile: checkpoint
            """);
  }

  @Test
  void saysNothingOfSecondsThatAreAlike() {
    assertThat(text(List.of(point(second(0, 1_100, Map.of()), second(1, 900, Map.of())))))
        .isEmpty();
  }

  @Test
  void saysNothingOfWhatTheServerDidWhereTheRateStayed() {
    Point point = point(second(0, 1_100, Map.of()), second(1, 900, Map.of(), "autovacuum"));

    assertThat(text(List.of(point))).isEmpty();
  }

  @Test
  void saysNothingOfOperationsThatTakeLong() {
    Point slow =
        Point.builder(new PointKey("build", Map.of()))
            .fork(fork(0.5))
            .timeline(List.of(second(0, 0, Map.of()), second(1, 1, Map.of())))
            .build();

    assertThat(text(List.of(slow))).isEmpty();
  }

  private static String text(List<Point> points) {
    StringBuilder out = new StringBuilder();
    WorstSecond.append(out, points);
    return out.toString();
  }

  private static Point point(TimelineSecond... seconds) {
    return Point.builder(new PointKey("write", Map.of("clients", "2")))
        .fork(fork(1_000))
        .timeline(new ArrayList<>(List.of(seconds)))
        .build();
  }

  private static TimelineSecond second(
      int number, long completed, Map<String, Long> errors, String... disturbances) {
    long nanos = 900_000_000;
    return new TimelineSecond(
        1,
        BEGIN.plusSeconds(number),
        completed,
        completed,
        errors,
        completed == 0
            ? Optional.empty()
            : Optional.of(Latency.of(completed, nanos, nanos, it -> nanos)),
        List.of(disturbances));
  }

  private static Fork fork(double perSecond) {
    return new Fork(
        1,
        List.of(new Fork.Iteration(2_000, perSecond)),
        Map.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
