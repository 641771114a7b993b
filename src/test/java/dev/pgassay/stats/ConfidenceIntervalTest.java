package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConfidenceIntervalTest {
  @Test
  void containsItsEnds() {
    ConfidenceInterval interval = new ConfidenceInterval(1, 2, 0.95);
    assertThat(interval.contains(1)).isTrue();
    assertThat(interval.contains(2)).isTrue();
    assertThat(interval.contains(2.001)).isFalse();
    assertThat(interval.width()).isEqualTo(1);
  }

  @Test
  void refusesEndsInTheWrongOrderAndLevelsThatAreNone() {
    assertThatThrownBy(() -> new ConfidenceInterval(2, 1, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConfidenceInterval(Double.NaN, 1, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ConfidenceInterval(1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
