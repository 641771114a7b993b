package dev.pgassay.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.result.GoldenFile;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixes the text that a person reads: a change of its golden files is a change of the report. */
class TextReportTest {
  private static final Path FOLDER = Path.of("results", "runs", "20261123T101112Z-quick-3fa9c1");
  private static final int TERMINAL_WIDTH = 120;

  @ParameterizedTest
  @ValueSource(strings = {"", "en-US", "tr-TR", "de-DE"})
  void showsARunTheSameUnderEveryLocale(String languageTag) {
    GoldenFile.compare("report/complete.txt", languageTag, () -> plain(CannedRun.complete()));
  }

  @Test
  void showsAnInterruptedRun() {
    GoldenFile.compare("report/interrupted.txt", "tr-TR", () -> plain(CannedRun.interrupted()));
  }

  @Test
  void showsABenchmarkItKnowsNothingOf() {
    GoldenFile.compare(
        "report/other-benchmark.txt", "tr-TR", () -> plain(CannedRun.otherBenchmark()));
  }

  @Test
  void showsResponseTimesOfAnOpenLoopBesideServiceTimes() {
    GoldenFile.compare("report/open-load.txt", "tr-TR", () -> plain(CannedRun.openLoad()));
  }

  @Test
  void givesEveryNumberOfClientsItsRowWhereThereAreManyOfThem() {
    GoldenFile.compare("report/many-clients.txt", "tr-TR", () -> plain(CannedRun.manyClients()));
  }

  @Test
  void saysWhatAStatementOfTheUsersOwnIs() {
    assertThat(plain(CannedRun.ownStatement())).contains("\nnewest (The newest events)");
  }

  @Test
  void addsColourOnlyWhereItIsWanted() {
    String coloured = new TextReport(true).render(CannedRun.complete(), FOLDER);
    String plain = plain(CannedRun.complete());

    assertThat(plain).doesNotContain("\u001b");
    assertThat(coloured).contains("\u001b[31mat 2 clients INVALID");
    assertThat(coloured.replaceAll("\u001b\\[\\d+m", "")).isEqualTo(plain);
  }

  @Test
  void fitsTheTerminalButForCommandsToCopy() {
    for (Run run :
        new Run[] {CannedRun.complete(), CannedRun.interrupted(), CannedRun.manyClients()}) {
      assertThat(plain(run).lines().filter(line -> !line.contains("./pgassay ")))
          .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL_WIDTH));
    }
  }

  @Test
  void hidesNoPointThatIsNotValid() {
    assertThat(plain(CannedRun.complete()))
        .contains("INVALID: 12 of 4,000 statements failed with SQLSTATE 57014")
        .contains("FAILED: the server closed the connection (SQLSTATE 57P01)");
  }

  @Test
  void showsNoLatencyOfAnInvalidPoint() {
    String latencyOfTheInvalidPoint = "2.40   4.56   4.75";
    String rows =
        plain(CannedRun.complete())
            .lines()
            .filter(line -> line.startsWith("32"))
            .reduce("", (left, right) -> left + right + "\n");

    assertThat(rows).contains("INVALID").doesNotContain(latencyOfTheInvalidPoint);
  }

  private static String plain(Run run) {
    return new TextReport(false).render(run, FOLDER);
  }
}
