package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An index type that a YAML file describes, measured like those of the program. */
class IndexTypeIT {
  private static final String NAME = "myivf";
  private static final String INDEX = "events_embedding_myivf_idx";
  private static final String DESCRIPTION =
      """
      description: IVFFlat under another name
      label: My IVF
      extension: vector
      accessMethod: ivfflat
      operatorClasses:
        vector: {cosine: vector_cosine_ops}
        halfvec: {cosine: halfvec_cosine_ops}
      options:
        lists: {description: lists of the index, least: 1, most: 32768, default: 10}
      effort: {setting: ivfflat.probes, least: 1, most: 32768, values: [1, 10], limit: lists}
      settings: {ivfflat.iterative_scan: "off"}
      """;

  private static Program program;
  private static JsonNode run;

  @BeforeAll
  static void measure() throws Exception {
    program = Program.inTemporaryFolder();
    describe(DESCRIPTION);
    run = measured("--param=element=vector,halfvec");
  }

  @AfterAll
  static void removeHome() throws IOException {
    program.close();
  }

  @Test
  void everyPointPassesTheGateThroughTheIndexOfTheDescription() {
    assertThat(run.path("points")).hasSize(4);
    assertThat(run.path("points"))
        .allSatisfy(
            point -> {
              assertThat(point.path("benchmark").asText()).isEqualTo(NAME);
              assertThat(point.path("validity").asText())
                  .as(point.path("reasons").toString())
                  .isEqualTo("VALID");
              assertThat(point.at("/planCheck/found").asText()).isEqualTo(INDEX);
              assertThat(point.at("/forks/0/settings/ivfflat.probes").asText())
                  .isEqualTo(point.at("/parameters/effort").asText());
            });
    assertThat(run.path("indexBuilds"))
        .filteredOn(build -> build.path("index").asText().equals(INDEX))
        .extracting(build -> build.path("definition").asText())
        .allSatisfy(sql -> assertThat(sql).contains(" USING ivfflat ", "WITH (lists = 10)"))
        .hasSize(2);
  }

  /** At an effort of 10 all lists are read. A hundred queries are too few to be sure of 0.99. */
  @Test
  void theLeastEffortThatReachesARecallIsATarget() {
    List<String> reached = new ArrayList<>();
    for (JsonNode target : run.at("/summary/recallTargets")) {
      assertThat(target.path("effort").asText()).isEqualTo("effort");
      if (target.at("/parameters/element").asText().equals("vector")) {
        reached.add(
            "%s %s at %s"
                .formatted(
                    target.path("targetRatio").asText(),
                    target.path("outcome").asText(),
                    target.at("/at/efSearch").asText()));
      }
    }
    assertThat(reached)
        .containsExactly(
            "0.9 REACHED at 10", "0.95 REACHED at 10", "0.99 REACHED_BY_MEAN_ONLY at 10");
  }

  /** Points of two definitions have different names, so that nothing is said about a change. */
  @Test
  void anotherDescriptionOfTheSameNameIsNotComparedAsTheSame() throws Exception {
    describe(DESCRIPTION.replace("iterative_scan: \"off\"", "iterative_scan: relaxed_order"));
    JsonNode other = measured();
    describe(DESCRIPTION);

    Outcome compared =
        program.call("compare", run.path("runId").asText(), other.path("runId").asText());

    assertThat(other.at("/points/0/parameters/definition").asText())
        .hasSize(12)
        .isNotEqualTo(run.at("/points/0/parameters/definition").asText());
    assertThat(compared.exitCode()).as(compared.out() + compared.err()).isEqualTo(4);
  }

  @Test
  void whatTheServerLacksIsSaidWithTheLineOfTheFile() throws Exception {
    Files.copy(Path.of("..", "indexes", "diskann.yaml"), folder().resolve("diskann.yaml"));

    Outcome outcome = program.call(arguments("diskann", "--param=effort=50"));
    Files.delete(folder().resolve("diskann.yaml"));

    JsonNode point = new ObjectMapper().readTree(outcome.out()).at("/points/0");
    assertThat(point.path("validity").asText()).isEqualTo("NOT_AVAILABLE");
    assertThat(point.path("reasons").get(0).asText())
        .contains("diskann.yaml line 7: ")
        .contains("has no access method diskann: the extension vectorscale is not installed");
  }

  @Test
  void isListedBesideTheTypesOfTheProgram() throws Exception {
    Outcome outcome = program.call("list", "--indexes");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out())
        .containsSubsequence("  hnsw\n", "  ivfflat\n", "  myivf\n", "My IVF of vector")
        .contains("sets ivfflat.probes", "Index Scan using " + INDEX);
  }

  @Test
  void aFaultyFileIsRefusedOnlyWhereItIsAskedFor() throws Exception {
    Path faulty = folder().resolve("faulty.yaml");
    Files.writeString(faulty, DESCRIPTION.replace("lists: {", "probes: {"));

    Outcome asked = program.call("run", "faulty");
    Outcome notAsked = program.call("run", "HnswSearch", "--param=m=1000");
    Files.delete(faulty);

    assertThat(asked.exitCode()).isEqualTo(2);
    assertThat(asked.err()).contains(faulty + " line 9: options.probes must have another name");
    assertThat(notAsked.exitCode()).isEqualTo(2);
    assertThat(notAsked.err()).contains("m must be between 2 and 100").doesNotContain("faulty");
  }

  private static JsonNode measured(String... more) throws Exception {
    Outcome outcome = program.call(arguments(NAME, more));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.out());
  }

  private static String[] arguments(String benchmark, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                benchmark,
                "--dataset=tiny",
                "--database=local",
                "--clients=1",
                "--forks=1",
                "--iterations=1",
                "--warmup-iterations=0",
                "--format=json"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private static void describe(String text) throws IOException {
    Files.writeString(folder().resolve(NAME + ".yaml"), text);
  }

  private static Path folder() throws IOException {
    return Files.createDirectories(program.project().resolve("indexes"));
  }
}
