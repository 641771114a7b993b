package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.OpenLoad.Second;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.ServerWork;
import dev.pgassay.result.point.TimelineSecond;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimelineTableTest {
  @Test
  void showsAllSecondsOfAShortRunAndWhatElseTheServerDid() {
    assertThat(table(loaded(List.of(second(0, 100, 0, 2), second(1, 0, 3, 900))).build()))
        .isEqualTo(
            """

            Second by second: answers and failures received in it, response times of the requests scheduled in it

            offered/s  second  answers  failed  p50 ms  p99 ms  max ms
                  100       0      100       0    2.00       -    2.00
                  100       1        0       3     900       -     900
            meanwhile at 100/s the server: a checkpoint
            """);
  }

  /** 60 seconds, of which the 7th failed, the 20th and the 41st stalled. */
  @Test
  void showsTheWorstSecondsOfALongRunInTheirOrder() {
    List<Second> minute =
        IntStream.range(0, 60)
            .mapToObj(
                number ->
                    second(
                        number,
                        100,
                        number == 7 ? 1 : 0,
                        number == 20 ? 500 : number == 41 ? 700 : 2))
            .toList();

    assertThat(table(loaded(minute).build()).lines().filter(line -> line.startsWith("      100")))
        .containsExactly(
            "      100       7      100       1    2.00       -    2.00",
            "      100      20      100       0     500       -     500",
            "      100      41      100       0     700       -     700");
  }

  @Test
  void namesTheCheckpointBesideItsSecond() {
    Point point =
        loaded(List.of(second(0, 100, 0, 2), second(1, 90, 0, 500)))
            .timeline(List.of(seen(List.of()), seen(List.of("checkpoint"))))
            .build();

    assertThat(table(point))
        .contains(
            """
            offered/s  second  answers  failed  p50 ms  p99 ms  max ms   meanwhile
                  100       0      100       0    2.00       -    2.00
                  100       1       90       0     500       -     500  checkpoint
            """);
  }

  private static TimelineSecond seen(List<String> disturbances) {
    return new TimelineSecond(1, Instant.EPOCH, 100, 100, Map.of(), Optional.empty(), disturbances);
  }

  @Test
  void isLeftOutWhereThereIsNoOpenLoop() {
    assertThat(table(Point.builder(new PointKey("hnsw", Map.of())).build())).isEmpty();
  }

  private static String table(Point point) {
    StringBuilder out = new StringBuilder();
    TimelineTable.append(out, List.of(point));
    return out.toString();
  }

  private static Second second(int number, long completed, long failed, long millis) {
    long nanos = millis * 1_000_000;
    return new Second(
        number, completed, failed, Optional.of(Latency.of(100, nanos, nanos, it -> nanos)));
  }

  private static PointBuilder loaded(List<Second> timeline) {
    return Point.builder(new PointKey("hnsw", Map.of()))
        .openLoad(
            new OpenLoad(
                OpenLoad.Arrivals.UNIFORM,
                100,
                100,
                timeline.size(),
                new OpenLoad.Requests(100, 3, 0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                timeline))
        .serverWork(
            new ServerWork(
                "pg_stat_statements",
                Map.of(),
                Map.of(),
                0,
                Optional.empty(),
                List.of("a checkpoint"),
                List.of()));
  }
}
