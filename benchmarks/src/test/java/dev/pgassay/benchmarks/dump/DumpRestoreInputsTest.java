package dev.pgassay.benchmarks.dump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.dump.DumpRestoreInputs.Contents;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DumpRestoreInputsTest {
  @Test
  void arriveAsTheyWereSent() {
    DumpRestoreInputs sent =
        new DumpRestoreInputs(
            Path.of("/programs"),
            new Dump(Path.of("/dump"), DumpFormat.DIRECTORY, 6, "pgassay"),
            2,
            Map.of("maintenance_work_mem", "65536kB"),
            new Contents(Map.of("events", 1000L, "topics", 30L), 37));

    assertThat(DumpRestoreInputs.of(context(sent.toMap()))).isEqualTo(sent);
  }

  private static ForkContext context(Map<String, String> inputs) {
    ConnectionTarget target =
        new ConnectionTarget(
            "localhost", 5432, "d", "u", Optional.empty(), Optional.empty(), Map.of());
    return new ForkContext(target, Map.of(), inputs, Path.of("/reports"), 1);
  }
}
