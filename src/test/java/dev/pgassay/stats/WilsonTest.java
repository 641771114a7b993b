package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WilsonTest {
  @Test
  void agreesWithPublishedExamples() {
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3: 81/263, 15/148, 0/20, 1/29.
    assertInterval(Wilson.interval(81, 263), 0.2553, 0.3662);
    assertInterval(Wilson.interval(15, 148), 0.0624, 0.1605);
    assertInterval(Wilson.interval(0, 20), 0.0000, 0.1611);
    assertInterval(Wilson.interval(1, 29), 0.0061, 0.1718);
  }

  @Test
  void isSymmetric() {
    ConfidenceInterval few = Wilson.interval(3, 40);
    ConfidenceInterval many = Wilson.interval(37, 40);
    assertThat(many.low()).isCloseTo(1 - few.high(), within(1e-12));
    assertThat(many.high()).isCloseTo(1 - few.low(), within(1e-12));
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatThrownBy(() -> Wilson.interval(0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.interval(5, 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("successes must be between 0 and the trials: 5 of 4");
  }

  private static void assertInterval(ConfidenceInterval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, within(0.00005));
    assertThat(interval.high()).isCloseTo(high, within(0.00005));
  }
}
