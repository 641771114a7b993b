package dev.pgassay.benchmarks.dump;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.postgres.server.process.ClientPrograms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DumpRestoreWorkloadTest {
  private final DumpRestoreWorkload workload = new DumpRestoreWorkload();

  @Test
  void refusesWhatPgDumpRefuses() {
    assertThatThrownBy(() -> workload.check(point("dump", "custom", "2")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("jobs 2")
        .hasMessageContaining("format=directory");
  }

  @Test
  void takesSeveralJobsWhereTheyCanWork() {
    assertThatCode(() -> workload.check(point("dump", "directory", "2")))
        .doesNotThrowAnyException();
    assertThatCode(() -> workload.check(point("restore", "custom", "2")))
        .doesNotThrowAnyException();
  }

  @Test
  void isNotAvailableWithProgramsOlderThanTheServer() {
    ClientPrograms older = new ClientPrograms(Path.of("/older"), 14);
    ClientPrograms same = new ClientPrograms(Path.of("/same"), 15);

    assertThat(DumpRestoreWorkload.programs(15, List.of(older, same))).isEqualTo(same);
    assertThatThrownBy(() -> DumpRestoreWorkload.programs(15, List.of(older)))
        .isInstanceOf(NotAvailable.class)
        .hasMessageContaining("version 15 or newer")
        .hasMessageContaining("has 14");
    assertThatThrownBy(() -> DumpRestoreWorkload.programs(15, List.of()))
        .isInstanceOf(NotAvailable.class)
        .hasMessageContaining("has none");
  }

  private static Parameters point(String operation, String format, String jobs) {
    return new Parameters(
        Map.of("operation", operation, "format", format, "compression", "0", "jobs", jobs));
  }
}
