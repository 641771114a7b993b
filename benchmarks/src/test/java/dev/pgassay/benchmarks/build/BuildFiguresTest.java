package dev.pgassay.benchmarks.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.build.BuildFigures.Build;
import dev.pgassay.stats.Measure;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class BuildFiguresTest {
  private static final long MEBIBYTE = 1 << 20;

  private final BuildFigures figures = new BuildFigures();

  @Test
  void averagesOverTheBuilds() {
    figures.add(graph(1, 0.5, 0.9));
    figures.add(graph(2, 1.0, 0.8));

    assertThat(figures.measures())
        .containsExactly(
            new Measure("time", "s", 4),
            new Measure("size", "MiB", 2),
            new Measure("peak", "MiB", 5),
            new Measure("WAL", "MiB", 3),
            new Measure("workers", "", 1.5),
            new Measure("in memory", "%", 75),
            new Measure("recall@10", "", (0.9 + 0.8) / 2));
  }

  @Test
  void saysNothingOfAGraphWhereThereIsNone() {
    figures.add(
        new Build(
            4, MEBIBYTE, MEBIBYTE, MEBIBYTE, 0, OptionalDouble.empty(), OptionalDouble.empty()));

    assertThat(figures.measures())
        .extracting(Measure::name)
        .containsExactly("time", "size", "peak", "WAL", "workers");
  }

  @Test
  void forgetsWhatTheGateHasBuilt() {
    figures.add(graph(1, 1, 1));

    figures.forget();

    assertThat(figures.measures()).isEmpty();
  }

  private static Build graph(int workers, double inMemory, double recall) {
    return new Build(
        4,
        3 * MEBIBYTE,
        2 * MEBIBYTE,
        5 * MEBIBYTE,
        workers,
        OptionalDouble.of(inMemory),
        OptionalDouble.of(recall));
  }
}
