package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.PointKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {
  @TempDir private Path folder;

  @Test
  void readsTolerancesAndOverrides() throws IOException {
    Policy policy =
        read(
            """
            tolerances:
              buffers: 10%
            overrides:
              - benchmark: Hnsw.*
                parameters: {ef_search: 40}
                tolerances: {recall: 0.02}
            """);
    PointKey at40 = new PointKey("HnswSearch", Map.of("ef_search", "40"));
    PointKey at80 = new PointKey("HnswSearch", Map.of("ef_search", "80"));
    assertThat(policy.tolerance(Aspect.BUFFERS, at40)).isEqualTo(0.10);
    assertThat(policy.tolerance(Aspect.RECALL, at40)).isEqualTo(0.02);
    assertThat(policy.tolerance(Aspect.RECALL, at80)).isEqualTo(0.01);
    assertThat(policy.tolerance(Aspect.WAL, at80)).isEqualTo(0.05);
  }

  @Test
  @Timeout(20)
  void endsAnExpressionThatTakesTooLong() throws IOException {
    Policy policy = read("overrides: [{benchmark: '(\\w)(\\w+)*\\1!', tolerances: {}}]");
    PointKey point = new PointKey("HnswSearchWithAVeryLongNameThatNeverEnds", Map.of());
    assertThatThrownBy(() -> policy.tolerance(Aspect.RECALL, point))
        .isInstanceOf(InvalidInput.class)
        .hasMessage(
            "the policy's regular expression takes too long: (\\w)(\\w+)*\\1!; use a simpler"
                + " one");
  }

  @Test
  void refusesWhatMeansNothing() {
    assertThatThrownBy(() -> read("tolerances: {bufers: 5%}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no such tolerance: bufers; there are [rows");
    assertThatThrownBy(() -> read("tolerances: {validity: 1}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no such tolerance: validity");
    assertThatThrownBy(() -> read("overrides: [{tolerances: {indexes: 1}}]"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("indexes applies to the whole schema");
    assertThatThrownBy(() -> read("tolerances: {buffers: many}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("the form 5% or 0.05: many");
    assertThatThrownBy(() -> read("limits: {}"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("no such key: limits");
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(InvalidInput.class);
  }

  private Policy read(String yaml) throws IOException {
    return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), yaml));
  }
}
