package dev.pgassay.runner.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdleStateWarningTest {
  @Test
  void warnsWhereOneClientWaitsLongerThanEachOfTwo() {
    List<Point> points =
        List.of(
            point("10", 1, 880_000),
            point("10", 2, 640_000),
            point("10", 8, 2_000_000),
            point("20", 1, 1_100_000),
            point("20", 2, 860_000),
            point("40", 1, 1_500_000),
            point("40", 2, 1_450_000));

    assertThat(IdleStateWarning.warning(points))
        .get()
        .extracting(it -> it.cause())
        .isEqualTo(
            "a query of 1 client took up to 1.4 times as long as one of 2, at 2 of 3 settings:"
                + " processors enter idle states between queries");
  }

  @Test
  void isSilentWhereMoreClientsQueue() {
    assertThat(IdleStateWarning.warning(List.of(point("10", 1, 640_000), point("10", 2, 690_000))))
        .isEmpty();
  }

  @Test
  void isSilentWhereHalfOfTheSettingsShowIt() {
    List<Point> points =
        List.of(
            point("10", 1, 880_000),
            point("10", 2, 640_000),
            point("20", 1, 860_000),
            point("20", 2, 860_000));

    assertThat(IdleStateWarning.warning(points)).isEmpty();
  }

  @Test
  void isSilentAboutOneNumberOfClients() {
    assertThat(IdleStateWarning.warning(List.of(point("10", 1, 880_000)))).isEmpty();
  }

  @Test
  void leavesOutPointsThatAreNotValid() {
    Point refused =
        Point.builder(key("10", 1)).fault(Validity.INVALID, "the plan is another").build();

    assertThat(IdleStateWarning.warning(List.of(refused, point("10", 2, 640_000)))).isEmpty();
  }

  private static Point point(String efSearch, int clients, long medianNanos) {
    return Point.builder(key(efSearch, clients))
        .latency(new Latency(100, medianNanos, medianNanos, Map.of(Percentile.P50, medianNanos)))
        .build();
  }

  private static PointKey key(String efSearch, int clients) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ef_search", efSearch);
    parameters.put("clients", "" + clients);
    return new PointKey("HnswSearch", parameters);
  }
}
