package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.fork.ForkReport;
import dev.pgassay.result.ServerWork;
import dev.pgassay.telemetry.Counter;
import dev.pgassay.telemetry.Growth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerWorkHarvestTest {
  @Test
  void dividesTheSumOverForksByTheirOperations() {
    ServerWork work =
        ServerWorkHarvest.of(
                List.of(
                    fork(100, growth(100, 5_000, Map.of("running", 3L), Map.of())),
                    fork(
                        300,
                        growth(
                            300, 3_000, Map.of("IO/DataFileRead", 1L), Map.of("checkpoint", 1L)))))
            .orElseThrow();

    assertThat(work.perOperation())
        .containsEntry(ServerWork.Counter.CALLS, 1.0)
        .containsEntry(ServerWork.Counter.SHARED_BLOCKS_HIT, 20.0);
    assertThat(work.waits()).containsEntry("running", 0.75).containsEntry("IO/DataFileRead", 0.25);
    assertThat(work.waitSamples()).isEqualTo(4);
    assertThat(work.disturbances()).containsExactly("checkpoint x 1");
    assertThat(work.notices()).isEmpty();
  }

  @Test
  void saysWhereTheServerCountedOtherwiseThanTheClients() {
    ServerWork work =
        ServerWorkHarvest.of(List.of(fork(100, growth(103, 0, Map.of(), Map.of())))).orElseThrow();

    assertThat(work.notices())
        .singleElement()
        .asString()
        .startsWith("the server counted 103 executions where 100 were timed");
  }

  @Test
  void isAbsentWhereNothingWasObserved() {
    assertThat(ServerWorkHarvest.of(List.of(fork(100, null)))).isEmpty();
  }

  @Test
  void knowsEveryCounterOfTheServer() {
    assertThat(ServerWork.Counter.values())
        .extracting(Enum::name)
        .containsExactlyElementsOf(Arrays.stream(Counter.values()).map(Enum::name).toList());
  }

  private static Growth growth(
      double calls, double blocks, Map<String, Long> waits, Map<String, Long> events) {
    return new Growth(
        "pg_stat_statements",
        Map.of(Counter.CALLS, calls, Counter.SHARED_BLOCKS_HIT, blocks),
        events,
        waits,
        List.of());
  }

  private static ForkReport fork(long operations, Growth growth) {
    return new ForkReport(
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        operations,
        Map.of(),
        1,
        1,
        0,
        Optional.ofNullable(growth),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
