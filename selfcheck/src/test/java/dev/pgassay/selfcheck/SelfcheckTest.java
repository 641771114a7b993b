package dev.pgassay.selfcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the programs in a process of their own, as the script does. */
class SelfcheckTest {
  private static final Path FIGURES =
      Path.of("src", "test", "resources", "dev", "pgassay", "selfcheck", "judge.txt");

  @TempDir private Path folder;

  @Test
  void helpListsEveryProgramInOneLine() throws Exception {
    SelfcheckProcess.Outcome outcome = run("--help");

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
  void everyProgramHasAHelp(String program) throws Exception {
    SelfcheckProcess.Outcome outcome = run((program + " --help").split(" "));

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
        "jmh Nothing | no benchmark matches Nothing",
        "jmh RecordingBenchmark -i many | many",
        "calibrate judge rounds.tsv --rounds 9 | --rounds must be from 10 to 20: 9"
      })
  void badInputIsRefusedInOneLineThatNamesTheValue(String arguments, String value)
      throws Exception {
    SelfcheckProcess.Outcome outcome = run(arguments.split(" "));

    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err().lines())
        .hasSize(1)
        .allSatisfy(line -> assertThat(line).startsWith("pgassay: ").contains(value));
    assertThat(outcome.out().lines()).allMatch(line -> line.startsWith("# WARNING: JMH lock"));
  }

  /** The expected text is what {@code pgassay calibrate judge} printed before it moved here. */
  @Test
  void judgePrintsTheFiguresOfTheCommittedRounds() throws Exception {
    SelfcheckProcess.Outcome outcome =
        run("calibrate", "judge", "../results/calibration/rounds.tsv.gz", "--comparisons", "20");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).isEqualTo(Files.readString(FIGURES));
  }

  @Test
  void jmhMeasuresInAForkOfThisClassPath() throws Exception {
    SelfcheckProcess.Outcome outcome =
        run("jmh", "RecordingBenchmark.clock", "-f", "1", "-wi", "0", "-i", "1", "-r", "10ms");

    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out()).containsPattern("RecordingBenchmark.clock +avgt +[0-9]+[.0-9]* ");
  }

  private SelfcheckProcess.Outcome run(String... arguments)
      throws IOException, InterruptedException {
    return SelfcheckProcess.run(folder, arguments);
  }
}
