package dev.pgassay.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.hnsw.HnswSearchWorkload;
import dev.pgassay.benchmarks.write.WriteWorkload;
import dev.pgassay.measure.workload.Parameter;
import dev.pgassay.measure.workload.Parameter.Integers;
import dev.pgassay.measure.workload.Parameter.Stage;
import dev.pgassay.measure.workload.Parameter.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The names are those of recorded runs and baselines: changing one is a format decision. */
class BenchmarkWorkloadTest {
  private final HnswSearchWorkload search = new HnswSearchWorkload();

  @Test
  void isNamedAfterTheJmhClassAndNamesItsMethod() {
    assertThat(search.name()).isEqualTo("HnswSearch");
    assertThat(search.benchmarkMethod())
        .isEqualTo("dev.pgassay.benchmarks.hnsw.HnswSearchBenchmark.nearestK");
  }

  @Test
  void readsTheParametersInTheOrderOfTheFields() {
    assertThat(search.parameters())
        .extracting(Parameter::name)
        .containsExactly("m", "ef_construction", "ef_search", "k", "planner");
  }

  @Test
  void readsStageRangeAndDefaultsOfANumber() {
    assertThat(search.parameters())
        .contains(
            new Parameter(
                "m",
                "links of an element of the graph",
                Stage.BUILD,
                new Integers(2, 100),
                List.of("16")));
  }

  @Test
  void readsTheWordsOfAnEnumAndThoseOfAList() {
    assertThat(new WriteWorkload().parameters())
        .extracting(Parameter::range)
        .containsExactly(
            new Words(List.of("all", "without_hnsw")),
            new Words(List.of("on", "off")),
            new Words(
                List.of(
                    "insert",
                    "insert_batch",
                    "upsert",
                    "update_embedding",
                    "update_column",
                    "delete")));
  }
}
