package dev.pgassay.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.benchmarks.Program.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Arms that differ in a setting of their server or in a parameter. Each difference shows in what is
 * the same on any machine, so that no test needs a verdict on latency.
 */
class ArmsIT {
  @AutoClose private static final Program program = Program.inTemporaryFolder();

  @Test
  void givesTheContenderAServerThatStartsWithAnotherSetting() throws Exception {
    Path statements = Files.createDirectories(program.file("sorting"));
    Files.writeString(
        statements.resolve("sorted.sql"), "SELECT id FROM events ORDER BY md5(name), id\n");
    Outcome outcome =
        program.call(
            "ab",
            "--sql",
            statements.toString(),
            "--database",
            "local",
            "--dataset",
            "tiny",
            "--budget",
            "2s",
            "--arm-server-set",
            "work_mem=64kB");
    assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isEqualTo(3);
    assertThat(outcome.err()).contains("starting a server for work_mem=64kB");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .startsWith("REGRESSED")
        .contains("work_mem=64kB", "temporary blocks per operation where it was 0.0");
  }

  @Test
  void givesTheContenderAnotherParameterOnTheSameIndex() throws Exception {
    Outcome outcome =
        program.call(
            "ab",
            "HnswSearch",
            "--database",
            "local",
            "--dataset",
            "tiny",
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
    Outcome outcome =
        program.call("ab", "HnswSearch", "--database", "local", "--arm-param", "ef_serch=10");
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains("ef_serch");
  }
}
