package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compares arms in containers of two images that differ only in a label, so that nothing may be
 * called worse. Latency may have no verdict on a slow machine.
 */
@Tag("alone")
class ArmImageContainerIT {
  private static final String ONE = "pgassay-arm-test:one";
  private static final String TWO = "pgassay-arm-test:two";

  private static Program program;
  private static Path statements;
  private static Path policy;

  @BeforeAll
  static void makeHomeAndImages() throws IOException, InterruptedException {
    program = ContainerProgram.make();
    docker("build", "--quiet", "--tag", ONE, ContainerProgram.IMAGE.toString());
    Path other = Files.createDirectories(program.file("other-image"));
    Files.writeString(
        other.resolve("Dockerfile"), "FROM " + ONE + "\nLABEL dev.pgassay.test=two\n");
    docker("build", "--quiet", "--tag", TWO, other.toString());
    statements = Files.createDirectories(program.file("statements"));
    Files.writeString(
        statements.resolve("sorted.sql"), "SELECT id FROM events ORDER BY md5(name), id LIMIT 9\n");
    // Two servers on one machine differ by more than two sessions on one.
    policy =
        Files.writeString(
            program.file("policy.yaml"), "tolerances: {p50: 100%, p95: 200%, p99: 300%}\n");
  }

  @AfterAll
  static void removeHomeAndImages() throws IOException, InterruptedException {
    if (program != null) {
      ContainerProgram.remove(program);
      docker("image", "rm", TWO, ONE);
    }
  }

  @Test
  void letsContainersOfTwoImagesTakeTurns() throws Exception {
    Outcome outcome =
        program.call(
            "ab",
            "--sql=" + statements,
            "--dataset=tiny",
            "--database=docker",
            "--image=" + ONE,
            "--arm-image=" + TWO,
            "--policy=" + policy,
            "--budget=20s");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isIn(0, 4);
    assertThat(outcome.err()).contains("starting a server for " + TWO);
    assertThat(outcome.out()).contains("sorted", TWO);
  }

  @Test
  void givesTheBaseOfAGateTheImageOfTheBaselineBack() throws Exception {
    Outcome run =
        program.call(
            "run",
            "--sql=" + statements,
            "--dataset=tiny",
            "--database=docker",
            "--image=" + ONE,
            "--clients=1",
            "--forks=1",
            "--iterations=1",
            "--warmup-iterations=0",
            "--format=json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode recorded = new ObjectMapper().readTree(run.out());
    // From PostgreSQL 16 on.
    assertThat(recorded.at("/points/0/serverWork/perOperation").has("ioReads")).isTrue();
    String id = recorded.path("runId").asText();
    assertThat(program.call("baseline", "save", "one", id).exitCode()).isZero();
    Outcome outcome =
        program.call("gate", "one", "--image=" + TWO, "--policy=" + policy, "--budget=20s");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isIn(0, 4);
    // The image is named by its content, because another image could have its name by now.
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("the base was rebuilt with image sha256:")
        .doesNotContain("latency was not judged");
  }

  private static void docker(String... words) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder();
    builder.command().add("docker");
    builder.command().addAll(List.of(words));
    Process process =
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    assertThat(process.waitFor()).as("docker " + String.join(" ", words)).isZero();
  }
}
