package dev.pgassay.runner.point;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.measure.client.ForkReport;
import dev.pgassay.postgres.telemetry.Counter;
import dev.pgassay.postgres.telemetry.Growth;
import dev.pgassay.postgres.telemetry.ServerMemory;
import dev.pgassay.result.point.ServerWork;
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
  void tellsTheProcessorsAndTheMemoryThatTheServersProcessesTook() {
    // Each fork measured for a second: 0.2 and 0.4 seconds of processor time in two.
    double available = 2.0 * Runtime.getRuntime().availableProcessors();

    ServerWork work =
        ServerWorkHarvest.of(
                List.of(
                    fork(100, growth(2e8, new ServerMemory(30, 500))),
                    fork(200, growth(4e8, new ServerMemory(20, 700)))))
            .orElseThrow();

    assertThat(work.perOperation()).containsEntry(ServerWork.Counter.CPU_NANOS, 2e6);
    assertThat(work.processes()).contains(new ServerWork.Processes(0.6 / available, 30, 700));
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
        Optional.empty(),
        List.of(),
        List.of());
  }

  private static Growth growth(double cpuNanos, ServerMemory memory) {
    return new Growth(
        "pg_stat_statements",
        Map.of(Counter.CPU_NANOS, cpuNanos),
        Map.of(),
        Map.of(),
        Optional.of(memory),
        List.of(),
        List.of());
  }

  private static ForkReport fork(long operations, Growth growth) {
    return new ForkReport(
        List.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        operations,
        List.of(),
        Map.of(),
        1,
        1,
        0,
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.ofNullable(growth),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
