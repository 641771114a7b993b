package dev.pgassay.runner.point;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.Plan;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointBuilder;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.audit.BenchmarkUses;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class IndexUsesTest {
  private static final String HNSW = "events_embedding_hnsw_idx";
  private static final String GIN = "events_search_vector_gin_idx";
  private static final Instant OF_BITS = Instant.parse("2026-11-23T10:00:00Z");

  private final IndexUses uses =
      new IndexUses(
          List.of(
              build(
                  HNSW,
                  "hnsw (embedding public.vector_cosine_ops) WITH (m = 8, ef_construction = 64)",
                  8),
              build(HNSW, "hnsw (embedding public.vector_cosine_ops)", 16),
              build(HNSW, "hnsw ((embedding::halfvec(16)) halfvec_cosine_ops)", 100),
              of(HNSW, "hnsw ((binary_quantize(embedding)::bit(16)) bit_hamming_ops)", Map.of())));

  @Test
  void anIndexThatNoPointChangedIsTheSchemasOwn() {
    assertThat(uses.of(List.of(point("TextSearch", GIN, "on", "m", "1").build())).byIndex())
        .containsExactly(Map.entry(GIN, List.of("TextSearch")));
  }

  @Test
  void onlyTheDefinitionOfTheMigrationsCounts() {
    BenchmarkUses found =
        uses.of(
            List.of(
                point("Small", HNSW, "on", "m", "8").build(),
                point("Own", HNSW, "on", "m", "16").build(),
                point("Half", HNSW, "on", "m", "100").build(),
                point("Bits", HNSW, "on", "k", "10").indexBuiltAt(OF_BITS).build()));

    assertThat(found.byIndex()).containsExactly(Map.entry(HNSW, List.of("Own")));
  }

  @Test
  void aPointWithSequentialScansOffStandsApart() {
    BenchmarkUses found = uses.of(List.of(point("Forced", HNSW, "off", "m", "16").build()));

    assertThat(found.byIndex()).isEmpty();
    assertThat(found.withoutSequentialScans()).containsExactly(Map.entry(HNSW, List.of("Forced")));
  }

  private static PointBuilder point(
      String benchmark, String index, String sequentialScans, String name, String value) {
    Plan plan = new Plan("0123456789abcdef", "Limit\n  Index Scan using " + index + " on events");
    return Point.builder(new PointKey(benchmark, Map.of(name, value, "clients", "1")))
        .fork(
            new Fork(
                1,
                List.of(),
                Map.of(),
                Optional.empty(),
                OptionalDouble.empty(),
                Optional.of(new Fork.Plans(plan, plan)),
                Optional.empty(),
                Map.of("enable_seqscan", sequentialScans)));
  }

  private static RecordedBuild build(String index, String definition, int m) {
    return of(index, definition, Map.of("m", Integer.toString(m)));
  }

  private static RecordedBuild of(String index, String definition, Map<String, String> parameters) {
    return new RecordedBuild(
        index,
        "CREATE INDEX \"" + index + "\" ON \"pgassay\".\"events\" USING " + definition,
        parameters,
        OF_BITS.plusSeconds(parameters.size()),
        8192,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        OptionalInt.empty(),
        Map.of(),
        List.of());
  }
}
