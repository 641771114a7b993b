package dev.pgassay.selfcheck.generator;

import static org.assertj.core.api.Assertions.assertThat;

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
  void everyMethodGoesRoundTheTinyDataset() throws ReflectiveOperationException {
    List<Method> methods =
        Arrays.stream(RowGenerationBenchmark.class.getMethods())
            .filter(method -> method.isAnnotationPresent(Benchmark.class))
            .toList();

    assertThat(methods).hasSize(7);
    for (Method method : methods) {
      for (int call = 0; call < 1100; call++) {
        assertThat(method.invoke(benchmark)).as(method.getName()).isNotNull();
      }
    }
  }

  @Test
  void findsTheRowOfEachKey() {
    assertThat(benchmark.rowOfKey()).isPositive();
    assertThat(benchmark.rowOfKey() + 1).isEqualTo(benchmark.rowOfKey());
  }
}
