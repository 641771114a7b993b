package dev.pgassay.benchmarks.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.measure.workload.NotAvailable;
import org.junit.jupiter.api.Test;

class GinBuildWorkloadTest {
  @Test
  void refusesWorkersThatAnOlderServerWouldIgnore() {
    assertThatThrownBy(() -> GinBuildWorkload.requireParallel(2, 17))
        .isInstanceOf(NotAvailable.class)
        .hasMessage(
            "PostgreSQL builds GIN indexes in parallel from version 18 on, and this server is 17:"
                + " it would ignore max_parallel_maintenance_workers 2; take 0 here");
  }

  @Test
  void takesWorkersFromVersion18OnAndNoneOnAnyServer() {
    assertThatCode(() -> GinBuildWorkload.requireParallel(2, 18)).doesNotThrowAnyException();
    assertThatCode(() -> GinBuildWorkload.requireParallel(0, 14)).doesNotThrowAnyException();
  }
}
