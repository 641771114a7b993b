package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.vector.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HnswIndexTest {
  @ParameterizedTest
  @CsvSource({"2, 4", "2, 1000", "16, 64", "16, 32", "100, 200", "100, 1000"})
  void takesWhatPgvectorTakes(int m, int efConstruction) {
    HnswIndex index = new HnswIndex(m, efConstruction, Metric.COSINE);

    assertThat(index.m()).isEqualTo(m);
    assertThat(index.efConstruction()).isEqualTo(efConstruction);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 64 | m must be between 2 and 100 (the limits of pgvector): 1",
        "101 | 400 | m must be between 2 and 100 (the limits of pgvector): 101",
        "2 | 3 | ef_construction must be between 4 and 1000 (the limits of pgvector): 3",
        "16 | 1001 | ef_construction must be between 4 and 1000 (the limits of pgvector): 1001",
        "16 | 31 | ef_construction must be at least twice m (a limit of pgvector): m 16,"
            + " ef_construction 31"
      })
  void refusesWhatPgvectorRefuses(int m, int efConstruction, String message) {
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> new HnswIndex(m, efConstruction, Metric.COSINE))
        .withMessage(message);
  }

  @Test
  void writesItsStatementWithEveryNameQuoted() {
    VectorColumn column = new VectorColumn(new QualifiedName("my schema", "events"), "embedding");

    String sql = new HnswIndex(24, 128, Metric.L2).createSql("v\"x", column, "public");

    assertThat(sql)
        .isEqualTo(
            "CREATE INDEX \"v\"\"x\" ON \"my schema\".\"events\" USING hnsw"
                + " (\"embedding\" \"public\".\"vector_l2_ops\")"
                + " WITH (m = 24, ef_construction = 128)");
  }
}
