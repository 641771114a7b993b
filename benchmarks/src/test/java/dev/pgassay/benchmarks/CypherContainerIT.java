package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Questions to the graph in Cypher, on the reference server, which has AGE. */
@Tag("alone")
class CypherContainerIT {
  private static Program program;

  @BeforeAll
  static void makeHome() throws IOException, InterruptedException {
    program = ContainerProgram.make();
  }

  @AfterAll
  static void removeHomeAndVolume() throws IOException, InterruptedException {
    if (program != null) {
      ContainerProgram.remove(program);
    }
  }

  @Test
  void theGraphAnswersInCypherWhatTheGeneratedLinksSay() throws Exception {
    Outcome outcome =
        program.call(
            "run",
            "Graph",
            "--dataset=tiny",
            "--database=docker",
            "--param=form=cypher",
            "--clients=1",
            "--forks=1",
            "--iterations=1",
            "--warmup-iterations=0",
            "--format=json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    List<String> validities =
        json(outcome).path("points").findValues("validity").stream().map(JsonNode::asText).toList();
    assertThat(validities).containsExactly("VALID", "VALID");
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.out());
  }
}
