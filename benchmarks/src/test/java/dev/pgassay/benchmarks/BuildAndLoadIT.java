package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Builds of indexes, loads, dumps and restores as a user runs them. */
class BuildAndLoadIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  /** PostgreSQL gives a table as small as this one workers only where it is told to. */
  @Test
  void aBuildTellsTheWorkersItHadAndWhatFittedIntoItsMemory() throws Exception {
    List<JsonNode> points =
        points(
            "HnswBuild",
            "--set=min_parallel_table_scan_size=0",
            "--param=max_parallel_maintenance_workers=1",
            "--param=maintenance_work_mem=4MB,64MB");

    JsonNode small = point(points, "HnswBuild", "4MB");
    JsonNode large = point(points, "HnswBuild", "64MB");
    // No process gets less than 32 MB of the memory, so with 4 MB there is no worker.
    assertThat(measure(small, "workers")).hasValue(0);
    assertThat(measure(large, "workers")).hasValue(1);
    assertThat(measure(small, "in memory").orElseThrow()).isBetween(1.0, 99.0);
    assertThat(measure(large, "in memory")).hasValue(100);
    assertThat(measure(large, "recall@10").orElseThrow()).isGreaterThan(0.8);
    assertThat(points).allSatisfy(BuildAndLoadIT::peakIsAboutTheSize);
  }

  /** A parameter that the server would accept and ignore must not be measured. */
  @Test
  void aGinBuildHasWorkersOrSaysThatThisServerHasNone() throws Exception {
    List<JsonNode> points =
        program.points(
            "GinBuild",
            "--set=min_parallel_table_scan_size=0",
            "--param=max_parallel_maintenance_workers=0,1",
            "--param=maintenance_work_mem=64MB");

    JsonNode gin = points.get(0);
    JsonNode parallel = points.get(1);
    assertThat(gin.path("validity").asText()).isEqualTo("VALID");
    peakIsAboutTheSize(gin);
    assertThat(measure(gin, "in memory")).isEmpty();
    assertThat(measure(gin, "WAL").orElseThrow())
        .isGreaterThan(measure(gin, "size").orElseThrow() / 2);
    if (parallel.path("validity").asText().equals("VALID")) {
      assertThat(measure(parallel, "workers")).isNotEmpty();
    } else {
      assertThat(parallel.path("validity").asText()).isEqualTo("NOT_AVAILABLE");
      assertThat(parallel.path("reasons").toString()).contains("from version 18 on", "take 0 here");
    }
  }

  /**
   * The peak is the index with its free space map and little else; none of these builds needs
   * temporary files.
   */
  private static void peakIsAboutTheSize(JsonNode point) {
    double size = measure(point, "size").orElseThrow();
    assertThat(measure(point, "peak").orElseThrow()).isBetween(size, size + 1);
  }

  @Test
  void everyWayOfLoadingBringsInTheGeneratedRows() throws Exception {
    List<JsonNode> points =
        points(
            "BulkLoad",
            "--param=indexes=without_hnsw",
            "--param=method=copy_binary,copy_text,insert_1000");

    assertThat(points).hasSize(3);
    assertThat(points)
        .allSatisfy(point -> assertThat(measure(point, "rows/s").orElseThrow()).isPositive());
  }

  @Test
  void whatWasDumpedIsRestored() throws Exception {
    List<JsonNode> points =
        points(
            "DumpRestore", "--param=format=directory", "--param=compression=1", "--param=jobs=2");

    assertThat(points).hasSize(2);
    assertThat(measure(points.get(1), "WAL").orElseThrow()).isPositive();
    // A thousand vectors of 1,536 numbers in text, compressed.
    assertThat(measure(points.get(0), "dump").orElseThrow()).isBetween(2.0, 30.0);
  }

  private static JsonNode point(List<JsonNode> points, String benchmark, String memory) {
    return points.stream()
        .filter(point -> point.path("benchmark").asText().equals(benchmark))
        .filter(
            point -> point.path("parameters").path("maintenance_work_mem").asText().equals(memory))
        .findFirst()
        .orElseThrow();
  }

  private static OptionalDouble measure(JsonNode point, String name) {
    for (JsonNode measure : point.path("measures")) {
      if (measure.path("name").asText().equals(name)) {
        return OptionalDouble.of(measure.path("value").asDouble());
      }
    }
    return OptionalDouble.empty();
  }

  private static List<JsonNode> points(String benchmark, String... parameters) throws Exception {
    List<JsonNode> points = program.points(benchmark, parameters);
    assertThat(points)
        .allSatisfy(
            point ->
                assertThat(point.path("validity").asText())
                    .as(point.path("reasons").toString())
                    .isEqualTo("VALID"));
    return points;
  }
}
