package dev.pgassay.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {
  @Test
  void agreesWithAgrestisApprovalRatings() {
    // Agresti, Categorical Data Analysis, 2nd edition 2002, section 10.1: of 236 people who changed
    // their mind, 150 did one way. Exact two-sided p = 3.716e-05 by R's exact2x2::mcnemar.exact.
    assertThat(2 * SignTest.greater(150, 86)).isCloseTo(3.716e-5, within(5e-9));
  }

  @Test
  void agreesWithBinomialCoefficients() {
    // (C(9,7) + C(9,8) + C(9,9)) / 2^9
    assertThat(SignTest.greater(7, 2)).isCloseTo(46.0 / 512, within(1e-12));
  }

  @Test
  void isOneWhereNothingDiffers() {
    assertThat(SignTest.greater(0, 0)).isEqualTo(1);
    assertThat(SignTest.greater(0, 9)).isEqualTo(1);
  }

  @Test
  void refusesNegativeCounts() {
    assertThatThrownBy(() -> SignTest.greater(3, -1)).hasMessageContaining("-1 below");
  }
}
