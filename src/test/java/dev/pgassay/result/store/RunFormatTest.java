package dev.pgassay.result.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.OneLine;
import dev.pgassay.result.GoldenFile;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fixes the format of run.json: a change of its golden file is a change of the format. */
class RunFormatTest {
  private final RunFormat format = new RunFormat();

  @ParameterizedTest
  @ValueSource(strings = {"", "en-US", "tr-TR", "de-DE"})
  void writesTheSameUnderEveryLocale(String languageTag) {
    GoldenFile.compare(
        "result/interrupted.json",
        languageTag,
        () -> new RunFormat().write(CannedRun.interrupted()));
  }

  @Test
  void readsWhatItWrote() {
    for (Run run :
        List.of(
            CannedRun.complete(),
            CannedRun.interrupted(),
            CannedRun.otherBenchmark(),
            CannedRun.openLoad())) {
      assertThat(format.read(format.write(run), "run.json")).isEqualTo(run);
    }
  }

  @Test
  void showsControlCharactersAsEscapesAndReadsThemBack() {
    String written = format.write(CannedRun.complete());
    String hostile = written.replace("(bookworm)", "\u0085\u009b31m\u202e\u2028");
    Run run = format.read(hostile, "run.json");
    String json = format.write(run);
    assertThat(json.codePoints().filter(it -> it != '\n')).noneMatch(OneLine::isUnsafe);
    assertThat(json).contains("\\u0085\\u009b31m\\u202e\\u2028");
    assertThat(format.read(json, "run.json")).isEqualTo(run);
  }

  @Test
  void keepsTheOrderInWhichParametersAreDeclared() {
    Run read = format.read(format.write(CannedRun.complete()), "run.json");

    assertThat(read.points().get(0).parameters().keySet())
        .containsExactly("m", "ef_construction", "ef_search", "k", "planner", "clients");
  }

  @Test
  void leavesOutWhatIsNotKnown() {
    Run run = CannedRun.interrupted();

    assertThat(run.indexBuilds().get(0).elapsedSeconds()).isEqualTo(OptionalDouble.empty());
    assertThat(format.write(run)).doesNotContain("null").doesNotContain("elapsedSeconds");
  }

  @Test
  void writesOnlyComponentsOfTheRecords() {
    assertThat(format.write(CannedRun.complete()))
        .doesNotContain("\"valid\"")
        .doesNotContain("totalBytes")
        .doesNotContain("trustworthy")
        .doesNotContain("passed");
  }

  @Test
  void saysWhereJsonBreaksOff() {
    String json = format.write(CannedRun.complete());

    assertRefused(json.substring(0, 40), "run.json is not JSON at line 3")
        .hasMessageContaining("cut short");
  }

  @Test
  void refusesWhatFollowsTheDocument() {
    assertRefused(format.write(CannedRun.complete()) + "{}", "run.json is not JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "17", "{\"schemaVersion\": \"1\"}", "null", ""})
  void refusesWhatIsNoRun(String json) {
    assertRefused(json, "run.json is not a run of pgassay: it has no schemaVersion");
  }

  @Test
  void refusesANewerFormat() {
    String newer =
        format.write(CannedRun.complete()).replace("\"schemaVersion\": 1", "\"schemaVersion\": 2");

    assertRefused(
        newer,
        "run.json has schemaVersion 2, this pgassay reads 1; use the newer pgassay that"
            + " wrote it");
  }

  @Test
  void refusesAVersionThatNeverWas() {
    assertRefused("{\"schemaVersion\": 0}", "run.json has schemaVersion 0, this pgassay reads 1");
  }

  @Test
  void namesThePlaceThatBreaksTheSchema() {
    String broken =
        format
            .write(CannedRun.complete())
            .replaceFirst("\"meanRatio\": [0-9.]+", "\"meanRatio\": 3");

    assertRefused(
        broken, "run.json does not follow the schema of runs: /points/0/recall/meanRatio");
  }

  @Test
  void namesWhatIsMissing() {
    assertRefused(
        "{\"schemaVersion\": 1}",
        "run.json does not follow the schema of runs: required property 'runId' not found");
  }

  @Test
  void refusesFiguresThatContradictEachOther() {
    String broken =
        format
            .write(CannedRun.complete())
            .replaceFirst("\"lowRatio\": [0-9.]+", "\"lowRatio\": 0.99");

    assertRefused(broken, "run.json is not a consistent run: the lower end must not be above");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    String twice =
        format
            .write(CannedRun.complete())
            .replace("\"schemaVersion\": 1,", "\"schemaVersion\": 1, \"schemaVersion\": 1,");

    assertRefused(twice, "run.json is not JSON");
  }

  private org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      String json, String start) {
    return assertThatThrownBy(() -> format.read(json, "run.json"))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith(start)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
  }
}
