package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Loads on a schedule as a user does, on a private server. */
class LoadTestIT {
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
  void everyRequestOfTheScheduleIsAnsweredAndCountedOnce() throws Exception {
    Outcome outcome = call("--arrivals", "uniform", "--steps", "20,40", "--format", "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode points = new ObjectMapper().readTree(outcome.out()).path("points");
    assertThat(points).hasSize(2);
    for (JsonNode point : points) {
      JsonNode load = point.path("openLoad");
      long scheduled = 5 * load.path("offeredPerSecond").asLong();
      assertThat(load.at("/requests/succeeded").asLong()).isEqualTo(scheduled);
      assertThat(load.at("/response/operations").asLong()).isEqualTo(scheduled);
      assertThat(point.at("/latency/operations").asLong()).isEqualTo(scheduled);
      assertThat(completed(load)).isEqualTo(scheduled);
      assertThat(load.at("/response/meanNanos").asDouble())
          .isGreaterThanOrEqualTo(point.at("/latency/meanNanos").asDouble());
      assertThat(point.at("/serverWork/perOperation/calls").asDouble()).isEqualTo(1);
      assertThat(point.at("/recall/meanRatio").asDouble()).isGreaterThan(0.5);
    }
  }

  @Test
  void theSearchEndsBelowAnObjectiveThatNothingCanHold() throws Exception {
    Outcome outcome = call("--find-max", "--objective", "p50=1us", "--rate", "20");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("does not hold p50 within 0.001 ms");
  }

  private static Outcome call(String... more) throws Exception {
    String[] always = {
      "load-test",
      "HnswSearch",
      "--dataset",
      "tiny",
      "--database",
      "local",
      "--param",
      "ef_search=40",
      "--clients",
      "2",
      "--warmup",
      "1",
      "--duration",
      "5"
    };
    return program.call(Stream.concat(Stream.of(always), Stream.of(more)).toArray(String[]::new));
  }

  private static long completed(JsonNode load) {
    long sum = 0;
    for (JsonNode second : load.path("timeline")) {
      sum += second.path("completed").asLong();
    }
    return sum;
  }
}
