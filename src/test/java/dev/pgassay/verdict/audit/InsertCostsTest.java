package dev.pgassay.verdict.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.postgres.query.ExecutedWrite;
import dev.pgassay.result.environment.AuditedIndex.InsertCost;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InsertCostsTest {
  private static final int ROWS = 100;

  @Test
  void aTurnIsComparedWithItsNeighbourAndTheMedianCounts() {
    InsertCost cost =
        InsertCosts.cost(ROWS, writes(1000, 0, 10, 10.1, 10.2), writes(9000, 25, 12.5, 12.7, 99.0));

    assertThat(cost.walBytesPerRow()).isEqualTo(80);
    assertThat(cost.fullPageImagesPerRow()).isEqualTo(0.25);
    // 2.5, 2.6 and 88.8 ms for 100 rows.
    assertThat(cost.microsPerRow().orElseThrow()).isCloseTo(26, within(1e-9));
    assertThat(cost.resolutionMicros()).isCloseTo(2, within(1e-9));
  }

  @Test
  void aTimeWithinWhatTurnsWithoutAnIndexDifferByIsNone() {
    InsertCost cost =
        InsertCosts.cost(ROWS, writes(1000, 0, 10, 12, 11), writes(1000, 0, 11, 13, 12));

    assertThat(cost.microsPerRow()).isEmpty();
    assertThat(cost.resolutionMicros()).isCloseTo(20, within(1e-9));
  }

  private static ExecutedWrite[] writes(long walBytes, long fullPageImages, double... millis) {
    return Arrays.stream(millis)
        .mapToObj(each -> new ExecutedWrite(walBytes, fullPageImages, each))
        .toArray(ExecutedWrite[]::new);
  }
}
