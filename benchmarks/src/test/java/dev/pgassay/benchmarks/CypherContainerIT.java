package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Questions to the graph in Cypher, on the reference server, which has AGE. */
class CypherContainerIT {
  private static Program program;

  @BeforeAll
  static void makeHome() throws IOException, InterruptedException {
    assumeTrue(
        engineAnswers(),
        "skipped: no Docker engine answers here (scripts/start-docker starts one)");
    program = Program.inTemporaryFolder();
    Path image = Files.createDirectories(program.project().resolve("docker/postgres"));
    try (Stream<Path> files = Files.list(Path.of("..", "docker", "postgres"))) {
      for (Path file : files.toList()) {
        Files.copy(file, image.resolve(file.getFileName()));
      }
    }
  }

  @AfterAll
  static void removeHomeAndVolume() throws IOException, InterruptedException {
    if (program != null) {
      JsonNode kept = json(program.call("clean", "--format=json")).path("kept");
      for (JsonNode one : kept) {
        if (one.path("kind").asText().equals("volume")) {
          program.call("clean", one.path("name").asText());
        }
      }
      program.close();
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

  private static boolean engineAnswers() throws IOException, InterruptedException {
    boolean installed =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "docker")));
    return installed
        && new ProcessBuilder("docker", "version")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
  }

  private static JsonNode json(Outcome outcome) throws IOException {
    return new ObjectMapper().readTree(outcome.out());
  }
}
