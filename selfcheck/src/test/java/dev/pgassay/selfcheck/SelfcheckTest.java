package dev.pgassay.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.cli.Main;
import dev.pgassay.cli.option.Surroundings;
import dev.pgassay.cli.option.Surroundings.BuildVersion;
import dev.pgassay.selfcheck.SelfcheckProcess.Outcome;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Runs the programs in this process, except those that start JVMs, which have a process of their
 * own.
 */
class SelfcheckTest {
  private static final Path FIGURES =
      Path.of("src", "test", "resources", "dev", "pgassay", "selfcheck", "judge.txt");

  @TempDir private Path folder;

  @Test
  void helpListsEveryProgramInOneLine() {
    Outcome outcome = run("--help");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out().lines().dropWhile(line -> !line.equals("Programs:")).skip(1).limit(8))
        .allMatch(line -> line.matches("  [a-z-]+ +[A-Z].*[.]"))
        .extracting(line -> line.strip().split(" ")[0])
        .containsExactly(
            "allocation",
            "calibrate",
            "clients",
            "exact-search",
            "ground-truth",
            "jmh",
            "load",
            "recall");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allocation",
        "calibrate",
        "calibrate record",
        "calibrate judge",
        "calibrate usual",
        "clients",
        "exact-search",
        "ground-truth",
        "jmh",
        "load",
        "recall"
      })
  void everyProgramHasAHelp(String program) {
    Outcome outcome = run((program + " --help").split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).startsWith("Usage: scripts/selfcheck " + program + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "recal | recal",
        "recall --build 3 | --build",
        "recall --builds 0 | --builds must be between 1 and 99: 0",
        "load --connections 65 | --connections must be between 1 and 64: 65",
        "ground-truth --sample x | x",
        "allocation --operations 10000 | --operations must be more than 10000: 10000",
        "jmh RecordingBenchmark -i many | many",
        "calibrate judge rounds.tsv --rounds 9 | --rounds must be from 10 to 20: 9"
      })
  void badInputIsRefusedInOneLineThatNamesTheValue(String arguments, String value) {
    Outcome outcome = run(arguments.split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWith("pgassay: ").contains(value));
    assertThat(outcome.out()).isEmpty();
  }

  /** The expected text is the former output of {@code pgassay calibrate judge}. */
  @Test
  void judgePrintsTheFiguresOfTheCommittedRounds() throws Exception {
    Outcome outcome =
        run("calibrate", "judge", "../results/calibration/rounds.tsv.gz", "--comparisons", "20");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo(Files.readString(FIGURES));
  }

  @Test
  void jmhMeasuresInAForkOfThisClassPath() throws Exception {
    Outcome outcome =
        SelfcheckProcess.run(
            folder,
            "jmh",
            "RecordingBenchmark.clock",
            "-f",
            "1",
            "-wi",
            "0",
            "-i",
            "1",
            "-r",
            "10ms");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsPattern("RecordingBenchmark.clock +avgt +[0-9]+[.0-9]* ");
  }

  /** JMH takes its lock first, so the test has a process of its own in which the lock is off. */
  @Test
  void aRegexThatMatchesNoBenchmarkIsNamed() throws Exception {
    Outcome outcome = SelfcheckProcess.run(folder, "jmh", "Nothing");

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).startsWith("pgassay: no benchmark matches Nothing").hasLineCount(1);
    assertThat(outcome.out().lines()).allMatch(line -> line.startsWith("# WARNING: JMH lock"));
  }

  private Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Main.commandLine(Selfcheck.class, surroundings())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(arguments);
    return new Outcome(exitCode, out.toString(), err.toString());
  }

  private Surroundings surroundings() {
    return new Surroundings(
        folder,
        Map.of(),
        folder,
        folder,
        false,
        false,
        new BuildVersion("development", Optional.empty(), Optional.empty()));
  }
}
