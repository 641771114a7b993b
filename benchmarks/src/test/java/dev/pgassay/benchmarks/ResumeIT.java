package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A run that is killed at any moment, or whose server is killed, continues with the same command
 * and {@code --resume}: no valid point is lost or measured again, and no finished build is
 * repeated.
 */
class ResumeIT {
  /** More in a long run of this test: {@code -Dresume.kills=50}. */
  private static final int KILLS = Integer.getInteger("resume.kills", 2);

  /** The most kills of one run, unless it measures everything before. */
  private static final int KILLS_OF_RUN = 4;

  /**
   * Standard deviation of the recall of the index with m 8 over 12 builds, measured by runs of
   * {@link #command} on 2026-11-30. Another index was built between them. The means were 0.891 and
   * 0.989.
   */
  private static final Map<String, Double> RECALL_SPREAD =
      Map.of("m=8 ef_search=10", 0.0091, "m=8 ef_search=40", 0.00083);

  /** The greatest difference between two builds, in standard deviations of a difference. */
  private static final int MOST_DEVIATIONS = 5;

  private static final long LONGEST_LIFE_MILLIS = 20_000;

  /** Each phase begins with a line of progress; most are shorter than this. */
  private static final long SHORT_PHASE_MILLIS = 500;

  private static final int MOST_LINES = 16;
  private static final long LIFELINE_MILLIS = 10_500;
  private static final Set<String> PLANNED =
      Set.of("m=8 ef_search=10", "m=8 ef_search=40", "m=16 ef_search=10", "m=16 ef_search=40");

  private final ObjectMapper json = new ObjectMapper();
  private Program program;

  @BeforeEach
  void makeHome() throws IOException {
    program = Program.inTemporaryFolder();
  }

  @AfterEach
  void removeHome() throws IOException {
    program.close();
  }

  @Test
  void everyKillCostsThePointInFlightAtMost() throws Exception {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    int survived = survivedKills(random, seed);
    while (survived < KILLS) {
      program.close();
      program = Program.inTemporaryFolder();
      survived += survivedKills(random, seed);
    }
    System.out.println("survived " + survived + " kills, seed " + seed);
  }

  /** Kills a run at random moments, the process and its server in turns, and checks the result. */
  private int survivedKills(SplittableRandom random, long seed) throws Exception {
    List<String> kills = new ArrayList<>();
    Map<String, JsonNode> kept = new HashMap<>();
    Map<String, JsonNode> builds = new HashMap<>();
    Set<JsonNode> identities = new HashSet<>();
    while (kills.size() < KILLS_OF_RUN && kept.size() < PLANNED.size()) {
      Path err = program.file("killed.err");
      Process process = program.start(program.file("killed.out"), err, resumed());
      Moment moment = Moment.draw(random);
      if (!moment.await(process, err)) {
        boolean server = kills.size() % 2 == 1;
        kills.add((server ? "server" : "process") + " " + moment);
        kill(process, server);
      }
      awaitNothingLeft("seed " + seed + ", kills " + kills);
      for (JsonNode run : runs()) {
        assertContains(byName(run), kept, "seed " + seed + ", kills " + kills);
        assertSameTruth(run, identities, "seed " + seed + ", kills " + kills);
        kept.putAll(byName(run));
        builds.putAll(buildsOf(run));
      }
    }

    Outcome outcome = program.call(resumed());

    String what = "seed " + seed + ", kills " + kills;
    System.out.println(what + ", kept " + kept.keySet());
    assertThat(outcome.exitCode()).as(what + ": " + outcome.err()).isZero();
    JsonNode run = runs().get(runs().size() - 1);
    assertThat(run.path("status").asText()).as(what).isEqualTo("COMPLETE");
    assertThat(byName(run).keySet()).as(what).isEqualTo(PLANNED);
    assertSameTruth(run, identities, what);
    assertThat(identities).as("data and ground truth; " + what).hasSize(2);
    assertThat(run.path("points")).as(what).hasSize(PLANNED.size());
    assertContains(byName(run), runs().size() == 1 ? kept : Map.of(), what);
    assertContains(buildsOf(run), runs().size() == 1 ? builds : Map.of(), what);
    assertThat(buildsOf(run)).as("builds, one for each index; " + what).hasSize(2);
    for (JsonNode each : runs()) {
      assertThat(each.at("/dataset/identity")).as(what).isEqualTo(run.at("/dataset/identity"));
    }
    assertSameAnswersOnTheSameIndex(run, what);
    assertRecallWithinTheSpreadOfBuilds(run, what);
    assertThat(loads()).as("loads that were complete; " + what).isLessThanOrEqualTo(1);
    assertThat(truths()).as("ground truths by their content; " + what).hasSize(1);
    return kills.size();
  }

  /**
   * Every point was judged by the same neighbours of the same data, whichever attempt measured it.
   */
  private static void assertSameTruth(JsonNode run, Set<JsonNode> identities, String what) {
    identities.add(run.at("/dataset/identity"));
    byName(run)
        .forEach(
            (name, point) -> {
              JsonNode truth = point.path("groundTruth");
              assertThat(truth.path("rows")).as(name + what).isEqualTo(run.at("/dataset/identity"));
              assertThat(truth.path("k").asInt()).as(name + what).isEqualTo(10);
              assertThat(truth.path("identity").asText()).as(name + what).hasSize(64);
              identities.add(truth.path("identity"));
            });
    assertThat(identities).as(what).hasSizeLessThanOrEqualTo(2);
  }

  private List<Path> truths() throws IOException {
    try (Stream<Path> files = Files.walk(program.folder())) {
      return files
          .filter(file -> file.getFileName().toString().matches("ground-truth-.*\\.bin"))
          .toList();
    }
  }

  /** The moment of a kill: anywhere in the process's life, or soon after a phase has begun. */
  private record Moment(int lines, long millis) {
    static Moment draw(SplittableRandom random) {
      return random.nextBoolean()
          ? new Moment(0, random.nextLong(LONGEST_LIFE_MILLIS))
          : new Moment(1 + random.nextInt(MOST_LINES), random.nextLong(SHORT_PHASE_MILLIS));
    }

    /** Tells whether the process has ended by itself before. */
    boolean await(Process process, Path err) throws Exception {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_LIFE_MILLIS);
      while (process.isAlive()
          && System.nanoTime() < end
          && Files.readAllLines(err, StandardCharsets.ISO_8859_1).size() < lines) {
        Thread.sleep(5);
      }
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public String toString() {
      return "after " + lines + " lines of progress and " + millis + " ms";
    }
  }

  /**
   * Returns how often all rows were loaded; an attempt that finds them loaded has another phase.
   */
  private long loads() throws IOException {
    long loads = 0;
    for (JsonNode run : runs()) {
      for (JsonNode phase : run.path("phases")) {
        loads += phase.path("name").asText().equals("load") ? 1 : 0;
      }
    }
    return loads;
  }

  /** The other index replaced the last one, so a new build of the last one is another index. */
  private void assertRecallWithinTheSpreadOfBuilds(JsonNode resumed, String what) throws Exception {
    Outcome outcome = program.call(command("m=8"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Map<String, JsonNode> before = byName(resumed);
    Map<String, JsonNode> again = byName(runs().get(runs().size() - 1));
    assertThat(again).hasSize(2);
    again.forEach(
        (name, point) -> {
          JsonNode former = before.get(name);
          assertThat(point.path("indexBuiltAt")).as(name).isNotEqualTo(former.path("indexBuiltAt"));
          assertThat(point.at("/recall/meanRatio").asDouble())
              .as(name + "; " + what)
              .isCloseTo(
                  former.at("/recall/meanRatio").asDouble(),
                  within(MOST_DEVIATIONS * Math.sqrt(2) * RECALL_SPREAD.get(name)));
        });
  }

  @Test
  void anotherBenchmarkIsMeasuredOnTheSchemasOwnIndexAfterAKill() throws Exception {
    Process process = program.start(program.file("out"), program.file("err"), command("m=8"));
    while (process.isAlive() && (runs().isEmpty() || byName(runs().get(0)).isEmpty())) {
      Thread.sleep(50);
    }
    kill(process, false);
    awaitNothingLeft("killed");

    List<JsonNode> points =
        program.points(
            "HnswVariants",
            "--param=element=halfvec",
            "--param=metric=cosine",
            "--param=ef_search=40",
            "--param=k=10");

    assertThat(points).hasSize(1);
    assertThat(points.get(0).path("validity").asText()).isEqualTo("VALID");
    Outcome verified = program.call("schema", "verify", "--dataset=tiny", "--database=local");
    assertThat(verified.exitCode()).as(verified.err()).isZero();
  }

  /** A run of only the last index finds it in place, and must get exactly the same answers. */
  private void assertSameAnswersOnTheSameIndex(JsonNode resumed, String what) throws Exception {
    Outcome outcome = program.call(command("m=16"));
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode fresh = runs().get(runs().size() - 1);
    assertThat(fresh.path("runId")).isNotEqualTo(resumed.path("runId"));
    for (String path : List.of("/dataset/identity", "/fingerprint")) {
      assertThat(fresh.at(path)).as(path + "; " + what).isEqualTo(resumed.at(path));
    }
    Map<String, JsonNode> before = byName(resumed);
    assertThat(byName(fresh)).hasSize(2);
    byName(fresh)
        .forEach(
            (name, point) -> {
              for (String part : List.of("indexBuiltAt", "groundTruth", "recall")) {
                assertThat(point.path(part))
                    .as(part + " of " + name + "; " + what)
                    .isEqualTo(before.get(name).path(part));
              }
            });
  }

  private void kill(Process process, boolean server) throws Exception {
    if (server && serverPid() > 0) {
      ProcessHandle.of(serverPid()).ifPresent(ProcessHandle::destroyForcibly);
      if (process.waitFor(60, TimeUnit.SECONDS)) {
        return;
      }
    }
    process.destroyForcibly().waitFor();
  }

  private long serverPid() {
    try {
      return program.serverPid();
    } catch (IOException noServerYet) {
      return 0;
    }
  }

  private void awaitNothingLeft(String what) throws Exception {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LIFELINE_MILLIS);
    while (System.nanoTime() < end && !program.processesLeft().isEmpty()) {
      Thread.sleep(100);
    }
    assertThat(program.processesLeft()).as(what).isEmpty();
  }

  private static void assertContains(
      Map<String, JsonNode> found, Map<String, JsonNode> expected, String what) {
    expected.forEach(
        (name, point) -> assertThat(found.get(name)).as(name + "; " + what).isEqualTo(point));
  }

  private static Map<String, JsonNode> byName(JsonNode run) {
    Map<String, JsonNode> valid = new TreeMap<>();
    for (JsonNode point : run.path("points")) {
      if (point.path("validity").asText().equals("VALID")) {
        JsonNode values = point.path("parameters");
        valid.put(
            "m=" + values.path("m").asText() + " ef_search=" + values.path("ef_search").asText(),
            point);
      }
    }
    return valid;
  }

  /** Returns the builds of points, by their parameters and time. */
  private static Map<String, JsonNode> buildsOf(JsonNode run) {
    Map<String, JsonNode> builds = new TreeMap<>();
    for (JsonNode build : run.path("indexBuilds")) {
      if (!build.path("parameters").isEmpty()) {
        builds.put(build.path("parameters") + " " + build.path("builtAt").asText(), build);
      }
    }
    return builds;
  }

  private List<JsonNode> runs() throws IOException {
    List<JsonNode> runs = new ArrayList<>();
    for (Path folder : program.runFolders()) {
      runs.add(json.readTree(folder.resolve("run.json").toFile()));
    }
    return runs;
  }

  private static String[] command(String indexes) {
    return new String[] {
      "run", "HnswSearch",
      "--dataset", "tiny",
      "--database", "local",
      "--param", indexes,
      "--param", "ef_construction=64",
      "--param", "ef_search=10,40",
      "--clients", "1",
      "--forks", "1",
      "--iterations", "1"
    };
  }

  private static String[] resumed() {
    return Stream.concat(Stream.of(command("m=8,16")), Stream.of("--resume"))
        .toArray(String[]::new);
  }
}
