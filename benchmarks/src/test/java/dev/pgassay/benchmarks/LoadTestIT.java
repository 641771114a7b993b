package dev.pgassay.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Loads on a schedule as a user runs them, on a private server. */
@Tag("alone")
class LoadTestIT {
  private static final String SESSIONS =
      "SELECT pid, datname FROM pg_stat_activity WHERE usename = 'pgassay_ro'"
          + " ORDER BY backend_start";

  /**
   * Sessions that have answered a request; the server is observed after all have passed the gate.
   */
  private static final String REQUESTED =
      """
      SELECT count(*)
      FROM pg_stat_activity AS client,
        (SELECT max(backend_start) AS opened
         FROM pg_stat_activity
         WHERE query LIKE '%wait_event_type%' AND pid <> pg_backend_pid()) AS observer
      WHERE client.usename = 'pgassay_ro' AND client.state = 'idle'
        AND client.query_start > observer.opened
        AND client.query NOT LIKE '%pg_stat_force_next_flush%'
      """;

  @AutoClose private static final Program program = Program.inTemporaryFolder();

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
      assertThat(point.at("/forks/0/iterations/0/operations").asLong()).isEqualTo(scheduled);
      assertThat(completed(load)).isEqualTo(scheduled);
      assertThat(completed(point)).isEqualTo(scheduled);
      assertThat(load.at("/response/meanNanos").asDouble())
          .isGreaterThanOrEqualTo(point.at("/latency/meanNanos").asDouble());
      assertThat(point.at("/serverWork/perOperation/calls").asDouble()).isEqualTo(1);
      assertThat(point.at("/recall/meanRatio").asDouble()).isGreaterThan(0.5);
    }
  }

  @Test
  void whatABenchmarkDoesBesideItsStatementIsUnderLoadToo() throws Exception {
    Outcome outcome =
        program.call(
            "load-test",
            "Pool",
            "--dataset",
            "tiny",
            "--database",
            "local",
            "--param",
            "pool_size=1",
            "--clients",
            "2",
            "--warmup",
            "0",
            "--duration",
            "2",
            "--rate",
            "50",
            "--format",
            "json");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    JsonNode point = new ObjectMapper().readTree(outcome.out()).path("points").get(0);
    assertThat(point.path("measures").findValuesAsText("name")).contains("wait", "longest");
    // The gate's sessions, which are idle, are not the observed ones.
    assertThat(point.at("/serverWork/source").asText()).startsWith("pg_stat_");
    assertThat(point.at("/serverWork/waits").has("Client/ClientRead")).isFalse();
  }

  @Test
  void theSearchEndsBelowAnObjectiveThatNothingCanHold() throws Exception {
    Outcome outcome = call("--find-max", "--objective", "p90=1us", "--rate", "20");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(1);
    assertThat(outcome.err()).contains("does not meet p90 within 0.001 ms");
    assertThat(outcome.out()).contains("no rate met p90 within 0.001 ms, down to 10/s");
  }

  /**
   * Two clients whose statement sleeps for 5 ms answer at most 400 requests a second. At a higher
   * rate r the queue grows: a request that is sent after a second waits (r / 400 - 1) s, so the
   * median of two seconds is 50 ms at 420/s at most. At 200/s they have spare time.
   */
  @Test
  void theSearchFindsTheRateThatTwoClientsOfAStatementOfKnownTimeCanHold() throws Exception {
    Path statements = Files.createDirectories(program.file("sleeping"));
    Files.writeString(statements.resolve("slept.sql"), "SELECT pg_sleep(0.005)");

    Outcome outcome =
        program.call(
            "load-test",
            "^slept$",
            "--sql=" + statements,
            "--dataset=tiny",
            "--database=local",
            "--clients=2",
            "--warmup=0",
            "--duration=2",
            "--arrivals=uniform",
            "--rate=200",
            "--find-max",
            "--objective=p50=50ms");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    Matcher found =
        Pattern.compile("highest rate that met p50 within 50.0 ms: ([0-9.]+) requests/s")
            .matcher(outcome.out());
    assertThat(found.find()).as(outcome.out()).isTrue();
    assertThat(Double.parseDouble(found.group(1))).isBetween(200.0, 420.0);
  }

  @Test
  void aMixGoesOnWithTheRatesThatAreLeftAndEachRequestIsOneOfItsStatements() throws Exception {
    String[] mix = {
      "load-test",
      "--mix",
      "HnswSearch=3,Listing=1",
      "--dataset",
      "tiny",
      "--database",
      "local",
      "--param",
      "ef_search=40",
      "--clients",
      "2",
      "--warmup",
      "0",
      "--duration",
      "5",
      "--arrivals",
      "uniform",
      "--steps",
      "20,40",
      "--format",
      "json"
    };
    Process process = program.start(program.file("mix.out"), program.file("mix.err"), mix);
    while (process.isAlive() && latestPoints().size() < 3) {
      Thread.sleep(50);
    }
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    JsonNode kept = latestPoints();
    assertThat(kept).hasSize(6);
    assertThat(kept.get(2).at("/parameters/rate").asText()).isEqualTo("20.00");
    assertThat(kept.get(5).path("benchmark").asText()).isEqualTo("mix");
    assertThat(kept.get(5).at("/parameters/rate").asText()).isEqualTo("40.00");
    assertThat(kept.get(5).path("validity").asText()).isEqualTo("MISSING");

    killWhenResumed(mix);
    assertThat(latestPoints().get(2)).isEqualTo(kept.get(2));

    Outcome outcome = program.call(with(mix, "--resume"));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).contains("3 of 6 points kept");
    JsonNode points = new ObjectMapper().readTree(outcome.out()).path("points");
    assertThat(points).hasSize(6);
    assertThat(points.get(2)).isEqualTo(kept.get(2));
    for (int first = 0; first < 6; first += 3) {
      JsonNode total = points.get(first + 2);
      assertThat(total.path("benchmark").asText()).isEqualTo("mix");
      long scheduled = 5 * total.at("/openLoad/offeredPerSecond").asLong();
      assertThat(succeeded(total)).isEqualTo(scheduled);
      assertThat(succeeded(points.get(first)) + succeeded(points.get(first + 1)))
          .isEqualTo(scheduled);
      assertThat(succeeded(points.get(first))).isGreaterThan(succeeded(points.get(first + 1)));
      assertThat(total.at("/latency/operations").asLong()).isEqualTo(scheduled);
      assertThat(completed(total)).isEqualTo(scheduled);
      JsonNode work = total.path("serverWork");
      assertThat(work.path("source").asText()).isEqualTo("pg_stat_database");
      // Every request fetches rows, each at least one block.
      assertThat(work.at("/perOperation/sharedBlocksHit").asDouble()).isGreaterThan(1);
      assertThat(work.path("waitSamples").asLong()).isPositive();
      assertThat(points.get(first).has("serverWork")).isFalse();
    }
  }

  /** Kills it while the second rate is measured, so that it cannot clean up. */
  private static void killWhenResumed(String[] mix) throws Exception {
    Path err = program.file("resumed.err");
    Process process = program.start(program.file("resumed.out"), err, with(mix, "--resume"));
    while (process.isAlive() && !Files.readString(err, ISO_8859_1).contains("3 of 6 points kept")) {
      Thread.sleep(50);
    }
    awaitRequests(program, process, 1);
    assertThat(process.isAlive()).as(Files.readString(err)).isTrue();
    process.destroyForcibly().waitFor();
  }

  /** Nobody can connect any more, and the first statement's only session is terminated. */
  @Test
  void whatWasMeasuredIsKeptWhereAStatementOfAMixCannotGoOn() throws Exception {
    Program lonely = Program.inTemporaryFolder();
    Process process = null;
    try {
      Path out = lonely.file("lonely.out");
      Path err = lonely.file("lonely.err");
      process = lonely.start(out, err, lonelyMix());
      String database = awaitSessions(lonely, process);
      awaitRequests(lonely, process, 2);
      try (Connection connection = lonely.superuser("postgres");
          Statement statement = connection.createStatement()) {
        statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS false");
        statement.execute(
            "SELECT pg_terminate_backend(pid) FROM (" + SESSIONS + " LIMIT 1) AS first");
        awaitReport(lonely, process);
        statement.execute("ALTER DATABASE " + database + " ALLOW_CONNECTIONS true");
      }
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();

      assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(1);
      JsonNode run = new ObjectMapper().readTree(out.toFile());
      assertThat(run.path("status").asText()).as(Files.readString(err)).isEqualTo("COMPLETE");
      JsonNode points = run.path("points");
      assertThat(points).hasSize(3);
      for (JsonNode point : points) {
        assertThat(point.path("validity").asText()).isEqualTo("INVALID");
        assertThat(succeeded(point)).isPositive();
        assertThat(point.at("/latency/operations").asLong()).isPositive();
      }
      assertThat(points.get(0).path("reasons").toString()).contains("did not come back within");
      assertThat(points.get(1).path("reasons").toString())
          .contains("before its schedule, because HnswSearch could not continue");
      assertThat(points.get(2).at("/openLoad/requests/notBegun").asLong()).isPositive();
    } finally {
      if (process != null) {
        process.destroyForcibly().waitFor();
      }
      lonely.close();
    }
  }

  private static String[] lonelyMix() {
    return new String[] {
      "load-test",
      "--mix",
      "HnswSearch=1,Listing=1",
      "--dataset",
      "tiny",
      "--database",
      "local",
      "--param",
      "ef_search=40",
      "--clients",
      "1",
      "--warmup",
      "0",
      "--duration",
      "60",
      "--rate",
      "20",
      "--format",
      "json"
    };
  }

  /** Waits until each statement has its session; returns their database. */
  private static String awaitSessions(Program program, Process process) throws Exception {
    while (process.isAlive()) {
      List<String> databases = new ArrayList<>();
      try (Connection connection = program.superuser("postgres");
          Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery(SESSIONS)) {
        while (rows.next()) {
          databases.add(rows.getString("datname"));
        }
      } catch (IOException | SQLException noServerYet) {
        databases.clear();
      }
      if (databases.size() == 2) {
        return databases.get(0);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("ended before it measured");
  }

  /** Waits until at least this many sessions have answered a request. */
  private static void awaitRequests(Program program, Process process, int sessions)
      throws Exception {
    while (process.isAlive()) {
      try (Connection connection = program.superuser("postgres");
          Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery(REQUESTED)) {
        row.next();
        if (row.getInt(1) >= sessions) {
          return;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("ended before its requests were answered");
  }

  private static void awaitReport(Program program, Process process) throws Exception {
    while (process.isAlive()) {
      try (Stream<Path> files = Files.walk(program.runs())) {
        if (files.anyMatch(file -> file.toString().endsWith(".fork.json"))) {
          return;
        }
      }
      Thread.sleep(10);
    }
  }

  private static long succeeded(JsonNode point) {
    return point.at("/openLoad/requests/succeeded").asLong();
  }

  private static JsonNode latestPoints() throws IOException {
    if (!Files.isDirectory(program.runs())) {
      return MissingNode.getInstance();
    }
    try (Stream<Path> runs = Files.list(program.runs())) {
      Path file =
          runs.filter(run -> run.toString().contains("-mix-"))
              .map(run -> run.resolve("run.json"))
              .filter(Files::exists)
              .findFirst()
              .orElse(null);
      return file == null
          ? MissingNode.getInstance()
          : new ObjectMapper().readTree(file.toFile()).path("points");
    }
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
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
    return program.call(with(always, more));
  }

  private static long completed(JsonNode loadOrPoint) {
    long sum = 0;
    for (JsonNode second : loadOrPoint.path("timeline")) {
      sum += second.path("completed").asLong();
    }
    return sum;
  }
}
