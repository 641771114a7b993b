package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The main job as a user runs it, on a private server, from the first run to one after a kill. The
 * tests share one home in this order, because reuse by a later run is tested too.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RunIT {
  private static final int LIFELINE_SECONDS = 10;
  private static final int KILLS = 3;

  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  @Order(1)
  void theFirstRunLoadsMeasuresAndEndsWithTheTable() throws Exception {
    Outcome outcome = program.call(warmed());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("recall@10").contains("p99").contains("Least ef_search");
    JsonNode run = onlyRun(1);
    assertThat(run.path("status").asText()).isEqualTo("COMPLETE");
    assertThat(run.path("points")).hasSize(4);
    for (JsonNode point : run.path("points")) {
      assertThat(point.path("validity").asText()).isEqualTo("VALID");
      assertThat(point.path("recall").path("meanRatio").asDouble()).isBetween(0.5, 1.0);
      assertThat(point.path("planCheck").path("found").asText())
          .isEqualTo("events_embedding_hnsw_idx");
      assertThat(point.path("forks").get(0).path("settings").path("hnsw.ef_search").asText())
          .isEqualTo(point.path("parameters").path("ef_search").asText());
      // JMH ignores the operations of one client after another one has finished.
      assertThat(succeeded(point))
          .isCloseTo(point.at("/latency/operations").asLong(), withinPercentage(5));
      assertThat(point.at("/canary/cpuNanos").asLong()).isPositive();
      assertThat(point.at("/canary/queryNanos").asLong()).isPositive();
      JsonNode work = point.path("serverWork");
      assertThat(work.path("source").asText()).isEqualTo("pg_stat_statements");
      assertThat(work.at("/perOperation/calls").asDouble()).isEqualTo(1);
      assertThat(work.at("/perOperation/rows").asDouble()).isEqualTo(10);
      assertThat(work.path("notices")).isEmpty();
      assertThat(program.analyzedPlan(point).at("/Plan/Actual Rows").asDouble()).isEqualTo(10);
    }
    assertThat(program.processesLeft()).isEmpty();
  }

  private static long succeeded(JsonNode point) {
    long sum = 0;
    for (JsonNode fork : point.path("forks")) {
      for (JsonNode iteration : fork.path("iterations")) {
        sum += iteration.path("operations").asLong();
      }
    }
    return sum;
  }

  @Test
  @Order(2)
  void aSecondRunReusesDataIndexAndGroundTruthAndSaysSo() throws Exception {
    Outcome outcome = program.call(tiny());

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err())
        .contains("already loaded")
        .contains("reusing the existing HNSW index")
        .contains("ground truth reused")
        .doesNotContain("load events");
  }

  @Test
  @Order(3)
  void jsonStandsAloneOnStandardOutput() throws Exception {
    Outcome outcome = program.call(with(tiny(), "--format", "json", "--quiet"));

    JsonNode run = new ObjectMapper().readTree(outcome.out());
    assertThat(outcome.exitCode()).isZero();
    assertThat(run.path("schemaVersion").asInt()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void theFreePlannersChoiceIsAResult() throws Exception {
    Outcome outcome =
        program.call(with(tiny(), "--param", "planner=free", "--format", "json", "--quiet"));

    JsonNode run = new ObjectMapper().readTree(outcome.out());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    for (JsonNode point : run.path("points")) {
      assertThat(point.path("planCheck").has("expected")).isFalse();
      assertThat(point.path("planCheck").path("found").asText()).isNotEmpty();
    }
  }

  @Test
  @Order(5)
  void anotherIndexIsBuiltInThePlaceOfTheOwnWhichIsRestored() throws Exception {
    Outcome outcome =
        program.call(
            with(tiny(), "--param", "m=8", "--param", "ef_construction=32", "--format", "json"));

    JsonNode run = new ObjectMapper().readTree(outcome.out());
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(run.path("indexBuilds").toString()).contains("m = 8, ef_construction = 32");
    assertThat(program.call("schema", "verify", "--database", "local", "--dataset", "tiny"))
        .satisfies(verified -> assertThat(verified.exitCode()).as(verified.err()).isZero());
  }

  @Test
  @Order(6)
  void aColdQueryReadsWhatAWarmOneFindsInTheBuffers() throws Exception {
    Outcome outcome =
        program.call(
            "run",
            "HnswSearch",
            "--dataset",
            "tiny",
            "--database",
            "local",
            "--param",
            "ef_search=40",
            "--clients",
            "1",
            "--state",
            "cold",
            "--forks",
            "2",
            "--warmup-iterations",
            "0",
            "--format",
            "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode point = new ObjectMapper().readTree(outcome.out()).path("points").get(0);
    assertThat(point.at("/parameters/state").asText()).isEqualTo("cold");
    assertThat(point.at("/preparation/cache").asText()).isEqualTo("COLD");
    assertThat(point.at("/preparation/resident/events_embedding_hnsw_idx").asDouble()).isZero();
    assertThat(point.at("/latency/operations").asLong()).isEqualTo(2);
    assertThat(point.at("/serverWork/perOperation/calls").asDouble()).isEqualTo(1);
    assertThat(point.at("/serverWork/perOperation/sharedBlocksRead").asDouble()).isPositive();
    assertThat(point.at("/recall/queries").asInt()).isEqualTo(2);
  }

  @Test
  @Order(7)
  void sigtermKeepsWhatWasMeasuredAndMarksItIncomplete() throws Exception {
    long before = countRuns();
    Process process =
        program.start(
            program.file("term.out"), program.file("term.err"), with(tiny(), "--iterations", "9"));
    waitFor(() -> countRuns() > before, process);
    process.destroy();

    assertThat(process.waitFor(LIFELINE_SECONDS + 25, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(143);
    assertThat(latestRun().path("status").asText()).isEqualTo("INCOMPLETE");
    assertThat(latestRun().path("statusReason").asText()).isEqualTo("interrupted");
    assertThat(program.processesLeft()).isEmpty();
  }

  @Test
  @Order(8)
  void aServerThatDiesEndsTheRunInOneLineWithWhatWasMeasured() throws Exception {
    long before = countRuns();
    Process process =
        program.start(
            program.file("died.out"), program.file("died.err"), with(tiny(), "--iterations", "9"));
    waitFor(() -> countRuns() > before, process);
    ProcessHandle.of(program.serverPid()).orElseThrow().destroyForcibly();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(program.file("died.err")))
        .containsOnlyOnce("pgassay: ")
        .contains("server stopped")
        .doesNotContain("Exception");
    assertThat(latestRun().path("status").asText()).isEqualTo("INCOMPLETE");
    waitUntil(() -> program.processesLeft().isEmpty());
    assertThat(program.processesLeft()).isEmpty();
  }

  @Test
  @Order(9)
  void aKillAtAnyMomentLeavesNothingRunningAndTheNextRunGoesOn() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      Process process =
          program.start(
              program.file("kill.out"), program.file("kill.err"), with(tiny(), "--seed", "7"));
      process.waitFor(random.nextLong(500, 12_000), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      waitUntil(() -> program.processesLeft().isEmpty());
      assertThat(program.processesLeft()).as("left after kill %d, seed %d", kill, seed).isEmpty();
    }
    Outcome outcome = program.call(with(tiny(), "--seed", "7"));
    assertThat(outcome.exitCode()).as("seed %d: %s", seed, outcome.err()).isZero();
  }

  private static String[] tiny() {
    return with(warmed(), "--warmup-iterations", "0");
  }

  private static String[] warmed() {
    return new String[] {
      "run",
      "HnswSearch",
      "--dataset",
      "tiny",
      "--database",
      "local",
      "--param",
      "ef_search=10,40",
      "--clients",
      "1,2",
      "--forks",
      "1",
      "--iterations",
      "1"
    };
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private static JsonNode onlyRun(int expected) throws IOException {
    assertThat(countRuns()).isEqualTo(expected);
    return latestRun();
  }

  private static JsonNode latestRun() throws IOException {
    List<Path> runs = program.runFolders();
    return new ObjectMapper().readTree(runs.get(runs.size() - 1).resolve("run.json").toFile());
  }

  private static long countRuns() throws IOException {
    return program.runFolders().size();
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void waitFor(Condition condition, Process process) throws Exception {
    while (process.isAlive() && !condition.holds()) {
      Thread.sleep(50);
    }
    assertThat(process.isAlive()).as("ended too early").isTrue();
  }

  /** Half a second more than the lifeline promises, for this test's own polling. */
  private static void waitUntil(Condition condition) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIFELINE_SECONDS) + 500_000_000L;
    while (System.nanoTime() < end && !condition.holds()) {
      Thread.sleep(100);
    }
  }
}
