package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Text searches as a user runs them, with the content of the tables of results. */
class TextSearchIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  void pendingEntriesAreFoundAndCopiesAreDropped() throws Exception {
    Outcome outcome =
        program.call(
            "run",
            "TextSearch",
            "--dataset",
            "tiny",
            "--database",
            "local",
            "--param",
            "gin=on,pending",
            "--param",
            "query=websearch",
            "--clients",
            "1",
            "--forks",
            "1",
            "--warmup-iterations",
            "1",
            "--iterations",
            "1",
            "--format",
            "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode run = new ObjectMapper().readTree(outcome.out());
    assertThat(run.path("points")).hasSize(2);
    for (JsonNode point : run.path("points")) {
      assertThat(point.path("validity").asText()).isEqualTo("VALID");
      assertThat(point.path("planCheck").path("found").asText())
          .isEqualTo("events_search_vector_gin_idx");
      assertThat(measure(point, "matches")).isPositive();
    }
    assertThat(measure(run.path("points").get(1), "pending")).isBetween(0.1, 4.5);
    assertThat(program.call("schema", "verify", "--database", "local", "--dataset", "tiny"))
        .satisfies(verified -> assertThat(verified.exitCode()).as(verified.err()).isZero());
  }

  /** A tenth of a thousand events has each common term, so about a hundred can be ranked. */
  @Test
  void asManyOfTheBestAreRankedAsAreAskedFor() throws Exception {
    List<JsonNode> points =
        program.points("TextSearch", "--param=query=common", "--param=result=top1,top10,top100");

    assertThat(points)
        .extracting(point -> point.path("validity").asText())
        .containsExactly("VALID", "VALID", "VALID");
    assertThat(points.get(0).at("/rowCheck/mostRows").asLong()).isEqualTo(1);
    assertThat(points.get(1).at("/rowCheck/mostRows").asLong()).isEqualTo(10);
    assertThat(points.get(2).at("/rowCheck/mostRows").asLong()).isBetween(50L, 100L);
  }

  @Test
  void aSearchWithoutAnIndexNeedsAFreePlanner() throws Exception {
    Outcome outcome = program.call("run", "TextSearch", "--param", "gin=none");

    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.err()).contains("gin=none has no index to use: add --param planner=free");
  }

  private static double measure(JsonNode point, String name) {
    for (JsonNode measure : point.path("measures")) {
      if (measure.path("name").asText().equals(name)) {
        return measure.path("value").asDouble();
      }
    }
    return Double.NaN;
  }
}
