package dev.pgassay.benchmarks.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.stats.Measure;
import org.junit.jupiter.api.Test;

class PoolFiguresTest {
  private static final long MILLI = 1_000_000;

  @Test
  void countWhoGotNoConnectionAsWellAsWhoDid() {
    PoolFigures figures = new PoolFigures();
    figures.waited(2 * MILLI);
    figures.waited(4 * MILLI);
    figures.waited(0);
    figures.timedOut(994 * MILLI);

    assertThat(figures.means())
        .containsExactly(new Measure("wait", "ms", 250), new Measure("timeouts", "/1000", 250));
    assertThat(figures.maxima()).containsExactly(new Measure("longest", "ms", 994));
  }

  @Test
  void areNoneWithoutARequest() {
    assertThat(new PoolFigures().means()).isEmpty();
    assertThat(new PoolFigures().maxima()).isEmpty();
  }
}
