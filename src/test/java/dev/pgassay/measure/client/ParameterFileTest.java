package dev.pgassay.measure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.query.ParameterColumn;
import dev.pgassay.postgres.query.QueryParameters;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParameterFileTest {
  @TempDir private Path folder;

  @Test
  void keepsEveryKindOfParameter() {
    QueryParameters parameters =
        QueryParameters.columns(
            List.of(
                new ParameterColumn.Vectors(new float[][] {{1, -0.5f}, {0, 3e-7f}}),
                new ParameterColumn.Texts(new String[] {"it's & Zürich\n", null}),
                new ParameterColumn.Uuids(
                    new UUID[] {UUID.fromString("00000000-0000-0000-0000-00000000002a"), null}),
                new ParameterColumn.Integers(new long[] {-1, Integer.MAX_VALUE}),
                new ParameterColumn.Doubles(new double[] {0.1, -2}),
                new ParameterColumn.Times(
                    new OffsetDateTime[] {OffsetDateTime.parse("2026-01-02T03:04:05Z"), null})));
    Path file = folder.resolve("parameters.bin");
    ParameterFile.write(file, parameters);

    QueryParameters read = ParameterFile.read(file);
    assertThat(read.queries()).isEqualTo(2);
    assertThat(read.literals(0))
        .containsExactly(
            "'[1.0,-0.5]'",
            "'it''s & Zürich\n'",
            "'00000000-0000-0000-0000-00000000002a'",
            "-1",
            "0.1",
            "'2026-01-02T03:04:05Z'");
    assertThat(read.literals(1))
        .containsExactly("'[0.0,3.0E-7]'", "NULL", "NULL", "2147483647", "-2.0", "NULL");
  }

  @Test
  void refusesAnotherFile() throws Exception {
    Path file = Files.writeString(folder.resolve("other.bin"), "something else");
    assertThatThrownBy(() -> ParameterFile.read(file))
        .isInstanceOf(Failure.class)
        .hasMessage("not a file of parameters: " + file);
  }

  @Test
  void takesNoMemoryForWhatTheFileCannotHold() throws Exception {
    Path file = folder.resolve("parameters.bin");
    ParameterColumn vectors = new ParameterColumn.Vectors(new float[][] {{1, -0.5f}});
    ParameterFile.write(file, QueryParameters.columns(List.of(vectors)));
    byte[] written = Files.readAllBytes(file);
    int queries = Integer.BYTES;
    int dimensions = 3 * Integer.BYTES + 1;
    for (int place : new int[] {queries, dimensions}) {
      byte[] changed = written.clone();
      ByteBuffer.wrap(changed).putInt(place, Integer.MAX_VALUE);
      Files.write(file, changed);
      assertThatThrownBy(() -> ParameterFile.read(file))
          .isInstanceOf(Failure.class)
          .hasMessageContaining("a count of 2147483647 does not fit into 25 bytes");
    }
  }

  @Test
  void everyColumnHasAValueForEachQuery() {
    assertThatThrownBy(
            () ->
                QueryParameters.columns(
                    List.of(
                        new ParameterColumn.Integers(new long[2]),
                        new ParameterColumn.Doubles(new double[3]))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 instead of 2");
  }
}
