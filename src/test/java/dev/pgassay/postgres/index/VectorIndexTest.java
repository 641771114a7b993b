package dev.pgassay.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.vector.Metric;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VectorIndexTest {
  @ParameterizedTest
  @CsvSource({"2, 4", "2, 1000", "16, 64", "16, 32", "100, 200", "100, 1000"})
  void takesWhatPgvectorTakes(int m, int efConstruction) {
    assertThat(hnsw(m, efConstruction, Metric.COSINE))
        .hasToString("m " + m + ", ef_construction " + efConstruction + ", vector_cosine_ops");
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
        .isThrownBy(() -> hnsw(m, efConstruction, Metric.COSINE))
        .withMessage(message);
  }

  @Test
  void writesItsStatementWithEveryNameQuoted() {
    VectorColumn column = new VectorColumn(new QualifiedName("my schema", "events"), "embedding");

    String sql = hnsw(24, 128, Metric.L2).createSql("v\"x", column, "public");

    assertThat(sql)
        .isEqualTo(
            "CREATE INDEX \"v\"\"x\" ON \"my schema\".\"events\" USING hnsw"
                + " (\"embedding\" \"public\".\"vector_l2_ops\")"
                + " WITH (m = 24, ef_construction = 128)");
  }

  /** The values of pgvector 0.8.0: a change of one of them would change what is measured. */
  @Test
  void ivfFlatIsWrittenWithItsListsAndSearchedWithItsProbes() {
    VectorIndex index = IndexType.IVFFLAT.index(Metric.INNER_PRODUCT, name -> "50");

    assertThat(index.using())
        .isEqualTo("USING ivfflat (embedding vector_ip_ops) WITH (lists = 50)");
    assertThat(index.type().searchSettings("7"))
        .isEqualTo(Map.of("ivfflat.probes", "7", "ivfflat.iterative_scan", "off"));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> IndexType.IVFFLAT.index(Metric.L2, name -> "32769"))
        .withMessage("lists must be between 1 and 32768 (the limits of pgvector): 32769");
  }

  @Test
  void onlyTheBuildOfAGraphIsGivenTheMemoryOfItsGraph() {
    BuildLimits limits = new BuildLimits(4_000_000, 0);

    assertThat(
            VectorIndex.SCHEMA_DEFAULT
                .buildSettings(limits, 100_000, 1_536)
                .maintenanceWorkMemKilobytes())
        .isBetween(690_000L, 720_000L);
    assertThat(
            IndexType.IVFFLAT
                .byDefault(Metric.COSINE)
                .buildSettings(limits, 100_000, 1_536)
                .maintenanceWorkMemKilobytes())
        .isEqualTo(4_000_000);
  }

  /** The migrations give the index this name, and every variant has it. */
  @Test
  void namesTheIndexOfTheSchemaAsTheMigrationsDo() {
    assertThat(IndexType.HNSW.indexName()).isEqualTo(EventsVectorIndex.NAME);
    assertThat(IndexType.HNSW.planNode()).isEqualTo("Index Scan using events_embedding_hnsw_idx");
  }

  /** The report of a run finds the search effort by the names of a point's parameters alone. */
  @Test
  void resultsKnowTheSearchEffortOfEveryType() {
    for (IndexType type : IndexType.BUILT_IN) {
      String parameter = type.effort().parameter();

      assertThat(SearchEffort.parameterOf(Map.of(parameter, "1"))).contains(parameter);
      assertThat(SearchEffort.greatest(parameter, Map.of())).hasValue(type.effort().most());
    }
  }

  private static VectorIndex hnsw(int m, int efConstruction, Metric metric) {
    return IndexType.HNSW.index(
        metric,
        Map.of("m", Integer.toString(m), "ef_construction", Integer.toString(efConstruction))::get);
  }
}
