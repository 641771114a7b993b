package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeasureTest {
  private static final List<List<Measure>> OBSERVED =
      List.of(
          List.of(new Measure("wait", "ms", 1), new Measure("size", "MiB", 8)),
          List.of(new Measure("wait", "ms", 3)),
          List.of());

  @Test
  void isAveragedOverThoseWhoSawIt() {
    assertThat(Measure.means(OBSERVED))
        .containsExactly(new Measure("wait", "ms", 2), new Measure("size", "MiB", 8));
  }

  @Test
  void isTheGreatestThatAnyoneSaw() {
    assertThat(Measure.maxima(OBSERVED))
        .containsExactly(new Measure("wait", "ms", 3), new Measure("size", "MiB", 8));
  }
}
