package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import dev.pgassay.postgres.schema.SchemaCatalog;
import dev.pgassay.postgres.schema.SchemaIndex;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * One run of the searches that need other indexes than the schema's, and the audit of the schema's
 * own. The gates compare the answers with exact ones: a point is valid only if they are right.
 */
class SearchVariantsIT {
  private static Program program;
  private static JsonNode run;

  @BeforeAll
  static void measure() throws Exception {
    program = Program.inTemporaryFolder();
    Outcome outcome =
        program.call(
            "run",
            "FilteredSearch|HnswVariants|BinaryQuantized|IvfFlat|HybridSearch",
            "--dataset=tiny",
            "--database=local",
            "--param=strategy=partial_hnsw,partitions",
            "--param=attribute=audience",
            "--param=selectivity=10,1",
            "--param=element=halfvec",
            "--param=metric=inner_product",
            "--param=ef_search=100",
            "--param=candidates=100",
            "--param=lists=10",
            "--param=probes=10",
            "--param=mode=hybrid",
            "--param=words=named",
            "--clients=1",
            "--forks=1",
            "--warmup-iterations=0",
            "--iterations=1",
            "--index-audit",
            "--format=json");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    run = new ObjectMapper().readTree(outcome.out());
  }

  @AfterAll
  static void removeHome() throws IOException {
    program.close();
  }

  @Test
  void aFilterIsMetByEveryStrategyWithItsOwnIndexes() {
    assertThat(points("FilteredSearch"))
        .extracting(point -> point.path("planCheck").path("found").asText())
        .containsExactly(
            "events_embedding_partial_hnsw_idx",
            "events_embedding_partial_hnsw_idx",
            "events_by_audience_0_hnsw_idx, events_by_audience_1_hnsw_idx,"
                + " events_by_audience_2_hnsw_idx",
            "events_by_audience_0_hnsw_idx, events_by_audience_1_hnsw_idx");
    assertThat(run.path("indexBuilds"))
        .filteredOn(build -> build.path("index").asText().contains("partial"))
        .extracting(build -> build.path("parameters").path("selectivity").asText())
        .containsExactly("10", "1");
  }

  /** Tens and hundreds of a thousand events pass the filters of 1 and 10 %: at least ten each. */
  @Test
  void rowsThatDidNotComeAreCounted() {
    for (JsonNode point : points("FilteredSearch")) {
      assertThat(point.path("measures"))
          .extracting(it -> it.path("name").asText())
          .containsExactly("short", "to find", "returned");
      assertThat(point.path("measures").get(1).path("value").asDouble()).isBetween(1.0, 10.0);
    }
  }

  /**
   * All of the 100 candidates that pass are ranked; the partial index contains a hundred events.
   */
  @Test
  void aSmallIndexOfTheFiltersOwnMissesNothing() {
    assertThat(recall(points("FilteredSearch").get(0))).isGreaterThan(0.99);
  }

  @Test
  void everyVariantNamesTheBuildThatItWasMeasuredOn() {
    for (String benchmark : List.of("HnswVariants", "BinaryQuantized", "IvfFlat")) {
      JsonNode point = points(benchmark).get(0);
      assertThat(run.path("indexBuilds"))
          .as(benchmark)
          .anySatisfy(
              build -> {
                assertThat(build.path("builtAt")).isEqualTo(point.path("indexBuiltAt"));
                assertThat(build.path("index")).isEqualTo(point.path("planCheck").path("found"));
              });
    }
  }

  /** Every list was read, and a tenth of all events was ranked again by whole vectors. */
  @Test
  void nothingIsMissedWhereAllIsRead() {
    assertThat(recall(points("IvfFlat").get(0))).isEqualTo(1);
    assertThat(recall(points("BinaryQuantized").get(0))).isGreaterThan(0.9);
    assertThat(recall(points("HnswVariants").get(0))).isGreaterThan(0.9);
  }

  @Test
  void aHybridSearchIsJudgedByWhatItsQueriesAreAbout() {
    JsonNode point = points("HybridSearch").get(0);

    assertThat(point.path("measures").get(0).path("name").asText()).isEqualTo("nDCG@10");
    assertThat(point.path("measures").get(0).path("value").asDouble()).isBetween(0.3, 1.0);
  }

  @Test
  void theAuditNamesEveryIndexOfTheSchemaAndWhatItCosts() {
    List<JsonNode> audited = new ArrayList<>();
    run.path("indexAudit").path("indexes").forEach(audited::add);

    assertThat(audited)
        .extracting(index -> index.path("index").asText())
        .containsExactlyInAnyOrderElementsOf(
            SchemaCatalog.indexes().stream().map(SchemaIndex::name).toList());
    assertThat(audited)
        .allSatisfy(
            index -> {
              assertThat(index.path("sizeBytes").asLong()).isPositive();
              assertThat(index.path("insertCost").path("walBytesPerRow").asDouble())
                  .as(index.toString())
                  .isPositive();
            });
  }

  @Test
  void theAuditKnowsThatAVectorIndexCostsAnInsertTheMost() {
    JsonNode vectors = audited("events_embedding_hnsw_idx");
    JsonNode tree = audited("events_starts_at_id_idx");

    assertThat(vectors.path("insertCost").path("microsPerRow").asDouble())
        .isGreaterThan(tree.path("insertCost").path("microsPerRow").asDouble());
    assertThat(
            vectors.path("benchmarks").toString()
                + vectors.path("benchmarksWithoutSequentialScans"))
        .contains("HybridSearch")
        .doesNotContain("HnswVariants", "BinaryQuantized");
    assertThat(vectors.path("verdict").asText()).isEqualTo("USED");
    assertThat(audited("events_pkey").path("verdict").asText()).isEqualTo("CONSTRAINT");
  }

  private static double recall(JsonNode point) {
    return point.path("recall").path("meanRatio").asDouble();
  }

  private static JsonNode audited(String name) {
    for (JsonNode index : run.path("indexAudit").path("indexes")) {
      if (index.path("index").asText().equals(name)) {
        return index;
      }
    }
    throw new AssertionError("no index " + name + " in " + run.path("indexAudit"));
  }

  private static List<JsonNode> points(String benchmark) {
    List<JsonNode> points = new ArrayList<>();
    for (JsonNode point : run.path("points")) {
      if (point.path("benchmark").asText().equals(benchmark)) {
        assertThat(point.path("validity").asText())
            .as(point.path("reasons").toString())
            .isEqualTo("VALID");
        points.add(point);
      }
    }
    assertThat(points).as(benchmark).isNotEmpty();
    return points;
  }
}
