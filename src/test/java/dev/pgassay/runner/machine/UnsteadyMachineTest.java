package dev.pgassay.runner.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.point.Canary;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnsteadyMachineTest {
  @Test
  void warnsOfTheWorkThatMovedMore() {
    List<Point> points =
        List.of(point("10", 20e6, 4e6), point("20", 30e6, 4e6), point("40", 22e6, 5e6));

    assertThat(UnsteadyMachine.warning(points))
        .get()
        .extracting(it -> it.cause())
        .isEqualTo(
            "the machine's speed changed: the same loop took 20.0 to 30.0 ms before the points, the longest before hnsw ef_search=20");
  }

  @Test
  void isSilentBelowAFifth() {
    assertThat(UnsteadyMachine.warning(List.of(point("10", 20e6, 4e6), point("20", 23.9e6, 4.7e6))))
        .isEmpty();
  }

  @Test
  void isSilentAboutASinglePoint() {
    assertThat(UnsteadyMachine.warning(List.of(point("10", 20e6, 4e6)))).isEmpty();
  }

  private static Point point(String efSearch, double cpuNanos, double queryNanos) {
    return Point.builder(new PointKey("hnsw", Map.of("ef_search", efSearch)))
        .canary(new Canary((long) cpuNanos, (long) queryNanos))
        .build();
  }
}
