package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A session that the server ends in the middle of a point: the failure is counted, the point is
 * valid only within the limit, and the next one is measured all the same.
 */
class FaultIT {
  private static final long LONGEST_SECONDS = 120;

  /** The point is invalid above this share of failed executions. */
  private static final double MOST_FAILED_RATIO = 0.001;

  private static Program program;

  @BeforeAll
  static void makeHome() throws IOException {
    program = Program.inTemporaryFolder();
  }

  @AfterAll
  static void removeHome() throws IOException {
    program.close();
  }

  @Test
  void aSessionThatIsEndedIsCountedAndTheNextPointIsMeasured() throws Exception {
    // As pg_terminate_backend() does.
    JsonNode points = measureWithSignal("TERM");

    JsonNode first = points.get(0);
    assertThat(failures(first)).isEqualTo(1);
    assertThat(failedInTimeline(first)).isEqualTo(1);
    boolean withinLimit = 1 <= MOST_FAILED_RATIO * (1 + first.at("/latency/operations").asLong());
    assertThat(first.path("validity").asText()).isEqualTo(withinLimit ? "VALID" : "INVALID");
    assertThat(points.get(1).path("validity").asText()).isEqualTo("VALID");
  }

  /** Measures two points and sends a signal to the measured session of the first. */
  private static JsonNode measureWithSignal(String signal) throws Exception {
    Path out = program.file("run.out");
    Path err = program.file("run.err");
    Process process = program.start(out, err, command());
    long session = awaitMeasuredSession(process);
    new ProcessBuilder("sh", "-c", "kill -" + signal + " " + session).start().waitFor();

    assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
    JsonNode run = new ObjectMapper().readTree(out.toFile());
    assertThat(run.path("status").asText()).as(Files.readString(err)).isEqualTo("COMPLETE");
    assertThat(run.path("points")).hasSize(2);
    return run.path("points");
  }

  /** Iterations are long: what is found in the first is still measured when it gets the signal. */
  private static long awaitMeasuredSession(Process process) throws Exception {
    while (!measures()) {
      assertThat(process.isAlive()).as("ended before it measured").isTrue();
      Thread.sleep(20);
    }
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      List<Long> sessions =
          all.filter(
                  it -> it.parent().map(ProcessHandle::pid).filter(FaultIT::isServer).isPresent())
              .map(ProcessHandle::pid)
              .filter(pid -> title(pid).contains(" pgassay_ro "))
              .toList();
      assertThat(sessions).hasSize(1);
      return sessions.get(0);
    }
  }

  private static boolean measures() throws IOException {
    if (!Files.isDirectory(program.runs())) {
      return false;
    }
    try (Stream<Path> runs = Files.list(program.runs())) {
      Path latest = runs.sorted().reduce((one, next) -> next).orElse(program.runs());
      Path log = latest.resolve("jmh.log");
      return Files.exists(log) && Files.readString(log).contains("\nIteration   1:");
    }
  }

  private static boolean isServer(long pid) {
    try {
      return pid == program.serverPid();
    } catch (IOException noServerYet) {
      return false;
    }
  }

  private static String title(long pid) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  private static long failures(JsonNode point) {
    long sum = 0;
    for (JsonNode fork : point.path("forks")) {
      for (JsonNode count : fork.path("errorsBySqlState")) {
        sum += count.asLong();
      }
    }
    return sum;
  }

  private static long failedInTimeline(JsonNode point) {
    long sum = 0;
    for (JsonNode second : point.path("timeline")) {
      for (JsonNode count : second.path("errorsBySqlState")) {
        sum += count.asLong();
      }
    }
    return sum;
  }

  private static String[] command() {
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
      "1",
      "--forks",
      "1",
      "--iterations",
      "1",
      "--seconds",
      "4",
      "--format",
      "json"
    };
  }
}
