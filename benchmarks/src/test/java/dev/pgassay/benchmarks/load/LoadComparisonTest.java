package dev.pgassay.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadComparisonTest {
  @Test
  void takesTheMedianOfTheRatiosOfRates() {
    List<LoadComparison.Pair> pairs = List.of(pair(100, 150), pair(100, 90), pair(100, 120));

    assertThat(LoadComparison.medianRatio(pairs)).isEqualTo(1.2, within(1e-12));
    assertThat(LoadComparison.medianRatio(pairs.subList(0, 2))).isEqualTo(1.2, within(1e-12));
  }

  @Test
  void readsTheClockOfPsql() {
    String output = "Timing is on.\nCOPY 20000\nTime: 1234.567 ms (00:01.235)\n";

    assertThat(PsqlCopy.elapsed(0, output)).isEqualTo(Duration.ofNanos(1_234_567_000));
  }

  @Test
  void repeatsWhatPsqlSaysWhenItFails() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> PsqlCopy.elapsed(2, "psql: error: no such database\n"))
        .withMessage("psql failed with exit code 2: psql: error: no such database");
  }

  @Test
  void hasADefaultForEveryOption() {
    LoadComparisonOptions options = LoadComparisonOptions.parse(3);

    assertThat(options.dataset()).isEqualTo("standard");
    assertThat(options.pairs()).isEqualTo(5);
    assertThat(options.connections()).isEqualTo(3);
    assertThat(options.primaryKey()).isFalse();
  }

  @Test
  void takesOptionsAndRefusesUnknownOnes() {
    LoadComparisonOptions options =
        LoadComparisonOptions.parse(3, "--pairs", "7", "--primary-key", "true");

    assertThat(options.pairs()).isEqualTo(7);
    assertThat(options.primaryKey()).isTrue();
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> LoadComparisonOptions.parse(3, "--pears", "7"))
        .withMessageStartingWith("unknown option, or one without its value: --pears; there are");
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> LoadComparisonOptions.parse(3, "--pairs"));
    assertThatExceptionOfType(InvalidInput.class)
        .isThrownBy(() -> LoadComparisonOptions.parse(3, "--pairs", "0"))
        .withMessage("--pairs must be between 1 and 64: 0");
  }

  private static LoadComparison.Pair pair(long oursMillis, long psqlMillis) {
    return new LoadComparison.Pair(Duration.ofMillis(oursMillis), Duration.ofMillis(psqlMillis));
  }
}
