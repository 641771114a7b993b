package dev.pgassay.selfcheck.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;

/** Calls the methods as JMH would, but without it: JMH runs once at a time on a machine. */
class RowGenerationBenchmarkTest {
  private final RowGenerationBenchmark benchmark = new RowGenerationBenchmark();

  @BeforeEach
  void prepare() {
    benchmark.dataset = "../datasets/tiny.yaml";
    benchmark.prepare();
  }

  @Test
  void everyMethodGoesRoundTheTinyDataset() {
    List<Method> methods =
        Arrays.stream(RowGenerationBenchmark.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .toList();

    assertThat(methods).hasSize(7);
    for (Method method : methods) {
      assertThatCode(
              () -> {
                for (int call = 0; call < 1100; call++) {
                  method.invoke(benchmark);
                }
              })
          .as(method.getName())
          .doesNotThrowAnyException();
    }
  }

  @Test
  void findsTheRowOfEachKey() {
    assertThat(benchmark.rowOfKey()).isPositive();
    assertThat(benchmark.rowOfKey() + 1).isEqualTo(benchmark.rowOfKey());
  }
}
