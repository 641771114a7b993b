package dev.pgassay.selfcheck.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.Failure;
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

  private static LoadComparison.Pair pair(long oursMillis, long psqlMillis) {
    return new LoadComparison.Pair(Duration.ofMillis(oursMillis), Duration.ofMillis(psqlMillis));
  }
}
