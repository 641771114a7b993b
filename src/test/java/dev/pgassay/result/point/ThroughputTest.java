package dev.pgassay.result.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ThroughputTest {
  @Test
  void isTheMeanOverForksOfTheirMeans() {
    // Means of the forks: 20 and 50; the iterations of the longer one do not weigh more.
    Throughput throughput = Throughput.of(List.of(fork(1, 10, 20, 30), fork(2, 50))).orElseThrow();

    assertThat(throughput.operationsPerSecond()).isEqualTo(35);
    assertThat(throughput.forks()).isEqualTo(new Throughput.Spread(2, 20, 50));
    assertThat(throughput.iterations()).isEqualTo(new Throughput.Spread(4, 10, 50));
  }

  @Test
  void tellsHowFarTheFarthestLies() {
    Throughput throughput = Throughput.of(List.of(fork(1, 90, 100, 130))).orElseThrow();

    assertThat(throughput.operationsPerSecond()).isCloseTo(106.67, within(0.01));
    assertThat(throughput.deviationRatio(throughput.iterations()))
        .isCloseTo(23.33 / 106.67, within(0.001));
    assertThat(throughput.deviationRatio(throughput.forks())).isZero();
  }

  @Test
  void isAbsentWhereNoForkFinishedAnIteration() {
    assertThat(Throughput.of(List.of())).isEmpty();
    assertThat(Throughput.of(List.of(fork(1)))).isEmpty();
  }

  private static Fork fork(int number, double... operationsPerSecond) {
    return new Fork(
        number,
        Arrays.stream(operationsPerSecond).mapToObj(it -> new Fork.Iteration(1, it)).toList(),
        Map.of(),
        Optional.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
