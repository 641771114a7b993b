package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.Program.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Arms that differ in a setting of their server or in a parameter. Each difference affects figures
 * that are the same on any machine, so that no test needs a verdict on latency.
 */
class ArmsIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  void givesTheContenderAServerThatStartsWithAnotherSetting() throws Exception {
    Path statements = Files.createDirectories(program.file("sorting"));
    Files.writeString(
        statements.resolve("sorted.sql"), "SELECT id FROM events ORDER BY md5(name), id\n");
    Outcome outcome =
        program.ab(
            "--sql", statements.toString(), "--budget", "2s", "--arm-server-set", "work_mem=64kB");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains("starting a server for work_mem=64kB");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .startsWith("REGRESSED")
        .contains("work_mem=64kB", "temporary blocks per operation, was 0.0");
  }

  @Test
  void givesTheContenderAnotherParameterOnTheSameIndex() throws Exception {
    Outcome outcome =
        program.ab(
            "HnswSearch",
            "--param",
            "m=8",
            "--param",
            "ef_search=200",
            "--budget",
            "2s",
            "--arm-param",
            "ef_search=10");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out()).startsWith("REGRESSED").contains("ef_search=10", "recall");
  }

  @Test
  void refusesAParameterThatNoBenchmarkHas() throws Exception {
    Outcome outcome = program.ab("HnswSearch", "--arm-param", "ef_serch=10");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains("ef_serch");
  }

  /** Nothing is measured: no run is left with a point in it, and no verdict is printed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--arm-set work_men=64kB | --arm-set work_men=64kB: unrecognized configuration parameter",
        "--arm-set work_mem=lots | --arm-set work_mem=lots: invalid value for parameter",
        "--arm-set shared_buffers=1GB | shared_buffers\" cannot be changed without restarting",
        "--arm-set hnsw.ef_search=5000 | --arm-set hnsw.ef_search=5000: 5000 is outside the valid",
        "--arm-server-set work_men=64kB | --arm-server-set work_men=64kB: unrecognized",
        "--arm-server-set 1x=2 | --arm-server-set 1x: not the name of a server setting",
        "--arm-param ef_search=x | x",
        "--arm-sql nowhere.sql | nowhere.sql",
        "--arm-database lcoal | --arm-database lcoal"
      })
  void refusesATypoBeforeAnythingIsMeasured(String option, String message) throws Exception {
    String[] words = option.split(" ", 2);
    Outcome outcome =
        program.ab("HnswSearch", "--param", "m=8", "--param", "ef_search=40", words[0], words[1]);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(message);
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void refusesAScriptThatTheServerRefusesBeforeAnythingIsMeasured() throws Exception {
    Path script = Files.writeString(program.file("typo.sql"), "CREATE INDEX ON evnts (city);\n");
    Outcome outcome =
        program.ab(
            "HnswSearch",
            "--param",
            "m=8",
            "--param",
            "ef_search=40",
            "--arm-sql",
            script.toString());
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("--arm-sql", "relation \"evnts\" does not exist (SQLSTATE 42P01)");
    assertThat(outcome.out()).isEmpty();
  }

  @Test
  void accusesAContenderInTheServersWordsWhereItsStatementFails() throws Exception {
    Path statements = Files.createDirectories(program.file("counting"));
    Files.writeString(statements.resolve("counted.sql"), "SELECT count(venue) FROM events\n");
    Path script =
        Files.writeString(
            program.file("rename.sql"), "ALTER TABLE events RENAME COLUMN venue TO place;\n");
    Outcome outcome =
        program.ab(
            "--sql", statements.toString(), "--budget", "2s", "--arm-sql", script.toString());
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains("column \"venue\" does not exist (SQLSTATE 42703)");
  }
}
