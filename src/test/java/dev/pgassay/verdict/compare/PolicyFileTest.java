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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tolerances: {bufers: 5%} | 1 | tolerances.bufers is no tolerance; there are rows, recall,",
        "tolerances: {validity: 1} | 1 | tolerances.validity is no tolerance; there are rows,",
        "overrides: [{tolerances: {indexes: 1}}] | 1 | overrides.0.tolerances.indexes applies to the"
            + " whole schema, and an override to points",
        "tolerances: {p50: 5%,~  buffers: many} | 2 | tolerances.buffers must have the form 5% or"
            + " 0.05: many",
        "overrides:~- {}~- {benchmark: '('} | 3 | overrides.1.benchmark must be a regular"
            + " expression: (",
        "overrides: 7 | 1 | overrides must be a list: 7",
        "overrides: [{benchmark: 7}] | 1 | overrides.0.benchmark must be a text: 7",
        "limits: {} | 1 | unknown key 'limits', allowed here are tolerances, overrides",
        "tolerances: {p50: 5%}~tolerances: {} | 2 | key 'tolerances' appears twice",
        "tolerances: {p50: 5%}~---~tolerances: {} | 3 | must end after its first document",
        "tolerances: [1] | 1 | tolerances must be a mapping: a list",
      })
  void refusesWhatMeansNothingWithItsLine(String yaml, int line, String problem)
      throws IOException {
    Path file = Files.writeString(folder.resolve("policy.yaml"), yaml.replace("~", "\n"));
    assertThatThrownBy(() -> PolicyFile.read(file))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith(file + " line " + line + ": " + problem);
  }

  @Test
  void refusesAFileThatIsNotThere() {
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("policy " + folder.resolve("none.yaml") + " does not exist");
  }

  private Policy read(String yaml) throws IOException {
    return PolicyFile.read(Files.writeString(folder.resolve("policy.yaml"), yaml));
  }
}
