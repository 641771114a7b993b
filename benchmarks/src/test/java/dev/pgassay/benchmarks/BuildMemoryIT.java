package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The advice in a warning about the memory of a build is true. */
class BuildMemoryIT {
  @Test
  void theUserDecidesHowMuchABuildHasAndIsToldWhereThatIsTooLittle() throws Exception {
    try (Program program = Program.inTemporaryFolder()) {
      Outcome outcome = program.call(run("--set=maintenance_work_mem=4MB"));

      assertThat(outcome.exitCode()).as(outcome.err()).isZero();
      JsonNode run = new ObjectMapper().readTree(outcome.out());
      assertThat(run.path("indexBuilds"))
          .hasSize(37)
          .allSatisfy(
              build ->
                  assertThat(build.at("/settings/maintenance_work_mem").asText()).isEqualTo("4MB"));
      assertThat(run.path("warnings"))
          .anySatisfy(
              warning -> {
                assertThat(warning.path("kind").asText()).isEqualTo("INDEX_BUILD_MEMORY");
                assertThat(warning.toString()).contains("--set maintenance_work_mem=");
              });

      JsonNode ample = new ObjectMapper().readTree(program.call(run()).out());
      assertThat(ample.path("indexBuilds")).isNotEmpty();
      JsonNode own = ample.path("indexBuilds").get(ample.path("indexBuilds").size() - 1);
      assertThat(own.at("/settings/maintenance_work_mem").asText()).isNotEqualTo("4MB");
      assertThat(own.path("notices")).isEmpty();
    }
  }

  private static String[] run(String... more) {
    String[] usual = {
      "run",
      "HnswSearch",
      "--dataset=tiny",
      "--database=local",
      "--param=m=6",
      "--param=ef_construction=32",
      "--param=ef_search=40",
      "--clients=1",
      "--forks=1",
      "--warmup-iterations=0",
      "--iterations=1",
      "--seconds=1",
      "--quiet",
      "--format=json"
    };
    return Stream.concat(Arrays.stream(usual), Arrays.stream(more)).toArray(String[]::new);
  }
}
