package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.Program.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a run over a baseline to a verdict, and two arms in turns. No test depends on a time. */
@Tag("alone")
class VerdictIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  void keepsARunAsABaselineAndFindsItEqualToItself() throws Exception {
    Outcome run =
        program.call(
            ("run HnswSearch --database local --dataset tiny --param m=16 --param ef_search=40"
                    + " --clients 1 --forks 1 --warmup-iterations 0 --iterations 1 --quiet")
                .split(" "));
    assertThat(run.exitCode()).as(run.err()).isZero();
    String id = run("hnswsearch");
    assertThat(program.call("baseline", "save", "main", id).exitCode()).isZero();
    assertThat(program.call("baseline", "list").out()).contains("main").contains("tiny");
    Outcome same = program.call("compare", "main", id);
    assertThat(same.exitCode()).as(same.out()).isZero();
    assertThat(same.out()).startsWith("OK: no regression was detected");
    assertThat(Files.readString(program.project().resolve("results/baselines/main/baseline.json")))
        .contains("\"byQuery\"", "\"histogram\"", "\"canary\"", "\"mostRows\": 10");
    Path alone = Files.createDirectories(program.file("alone"));
    Path document = Path.of(id, "run.json");
    Files.createDirectories(alone.resolve(id));
    Files.copy(program.runs().resolve(document), alone.resolve(document));
    Outcome history = program.call("history", alone.toString());
    assertThat(history.exitCode()).as(history.err()).isEqualTo(4);
    assertThat(history.out()).contains("the longest has 1").contains("1 run, from " + id);
    gate();
  }

  /** Returns the latest run; names begin with the time. */
  private static String run(String of) throws IOException {
    try (Stream<Path> runs = Files.list(program.runs())) {
      return runs.map(folder -> folder.getFileName().toString())
          .filter(name -> name.contains(of))
          .max(Comparator.naturalOrder())
          .orElseThrow();
    }
  }

  @Test
  void takesTheBaseOfAStatementThatChangedFromTheBaseline() throws Exception {
    Path statements = Files.createDirectories(program.file("changing"));
    Path statement = statements.resolve("newest.sql");
    Files.writeString(statement, "SELECT id FROM events ORDER BY id LIMIT 10\n");
    Outcome recorded =
        program.call(
            ("run --database local --dataset tiny --clients 1 --forks 1 --warmup-iterations 0"
                    + " --iterations 1 --quiet --sql "
                    + statements)
                .split(" "));
    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(program.call("baseline", "save", "changing", run("-sql-")).exitCode()).isZero();
    Files.writeString(
        statement,
        """
        SELECT id FROM events
        WHERE (SELECT count(*) FROM generate_series(1, 5000)) > 0
        ORDER BY id LIMIT 10
        """);
    Outcome outcome =
        program.call("gate", "changing", "--budget", "20s", "--sql", statements.toString());
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out())
        .contains("newest", "p50", "confirmed by fresh rounds")
        .doesNotContain("latency was not judged");
    executesAKeptStatementAsTheRoleThatOnlyReads();
  }

  /**
   * Writes statements of a stranger into the baseline; the command names no folder of statements.
   */
  private static void executesAKeptStatementAsTheRoleThatOnlyReads() throws Exception {
    Path file = program.project().resolve("results/baselines/changing/baseline.json");
    String recorded = Files.readString(file);
    String kept = "SELECT id FROM events ORDER BY id LIMIT 10";
    Map<String, String> refusals =
        Map.of(
            "WITH gone AS (DELETE FROM events RETURNING id) SELECT id FROM gone",
            "ERROR: cannot execute SELECT in a read-only transaction",
            "SELECT pg_read_file('/etc/passwd')",
            "ERROR: permission denied for function pg_read_file",
            "COPY events TO PROGRAM 'cat'",
            "it returns no rows, as COPY does",
            "SELECT set_config('role', 'pgassay_owner', false)",
            "ERROR: permission denied to set role");
    assertThat(recorded).contains(kept);
    for (Map.Entry<String, String> hostile : refusals.entrySet()) {
      Files.writeString(file, recorded.replace(kept, hostile.getKey()));
      Outcome outcome = program.call("gate", "changing", "--budget", "2s");
      assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(2);
      assertThat(outcome.err()).contains("the server refuses the statement: " + hostile.getValue());
    }
  }

  @Test
  void rebuildsTheSettingsThatTheBaselinesServerHad() throws Exception {
    Path statements = Files.createDirectories(program.file("sorting"));
    Files.writeString(
        statements.resolve("sorted.sql"), "SELECT id FROM events ORDER BY md5(name), id\n");
    Outcome recorded =
        program.call(
            ("run --database local --dataset tiny --clients 1 --forks 1 --warmup-iterations 0"
                    + " --iterations 1 --quiet --sql "
                    + statements)
                .split(" "));
    assertThat(recorded.exitCode()).as(recorded.err()).isZero();
    assertThat(program.call("baseline", "save", "sorting", run("-sql-")).exitCode()).isZero();
    Outcome outcome =
        program.call(
            "gate",
            "sorting",
            "--budget",
            "2s",
            "--set",
            "work_mem=64kB",
            "--set",
            "wal_compression=on");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("temporary blocks", "sorted")
        .contains("the base was rebuilt with work_mem 16MB, wal_compression off")
        .contains("the rebuilt base differs only in its server: both arms would run")
        .doesNotContain("latency was not judged");
  }

  /**
   * Gates against the same baseline, and then against one that was edited to have fewer buffers.
   */
  private static void gate() throws IOException, InterruptedException {
    Outcome passed = program.call("gate", "main", "--format", "junit");
    assertThat(passed.exitCode()).as(passed.out() + passed.err()).isZero();
    assertThat(passed.out()).startsWith("<?xml").contains("failures=\"0\"");
    Path file = program.project().resolve("results/baselines/main/baseline.json");
    String better =
        Files.readString(file)
            .replaceAll("\"sharedBlocksHit\": [0-9.]+", "\"sharedBlocksHit\": 3.0");
    Files.writeString(file, better);
    Outcome failed = program.call("gate", "main", "--budget", "2s");
    assertThat(failed.exitCode()).as(failed.out() + failed.err()).isEqualTo(3);
    assertThat(failed.out()).startsWith("REGRESSED").contains(", was 3.0");
  }

  @Test
  void findsAnIndexThatTheContenderDropped() throws Exception {
    Path script =
        Files.writeString(
            program.file("drop.sql"),
            "-- It is not used.\nSET lock_timeout = '5s';\nDROP INDEX"
                + " events_embedding_hnsw_idx;\n");
    Path summary = program.file("summary.md");
    Outcome outcome =
        program.ab(
            "HnswSearch",
            "--param",
            "m=16",
            "--param",
            "ef_search=40",
            "--budget",
            "2s",
            "--arm-sql",
            script.toString(),
            "--report",
            "markdown=" + summary,
            "--format",
            "github",
            "--annotate",
            script.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(3);
    assertThat(outcome.out())
        .startsWith("::error file=" + script)
        .contains("::error file=" + script + ",line=3,")
        .contains("events_embedding_hnsw_idx");
    assertThat(Files.readString(summary)).startsWith("### pgassay: REGRESSED");
  }

  @Test
  void findsAStatementThatReadsMoreThanItDidAtARevision() throws Exception {
    Path statements = Files.createDirectories(program.file("repository/statements"));
    Path statement = statements.resolve("newest.sql");
    Files.writeString(statement, "SELECT id FROM events ORDER BY id LIMIT 10\n");
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "first");
    Files.writeString(statement, "SELECT id FROM events ORDER BY md5(name), id LIMIT 10\n");
    Outcome outcome =
        program.ab("--sql", statements.toString(), "--budget", "1s", "--base-rev", "HEAD");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).startsWith("REGRESSED").contains("newest").contains("as of HEAD");
  }

  private static void git(String... words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("git", "-C", program.file("repository").toString()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }
}
