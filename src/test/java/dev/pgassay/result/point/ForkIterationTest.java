package dev.pgassay.result.point;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ForkIterationTest {
  private final Fork.Iteration executed = new Fork.Iteration(1_000, 500);

  @Test
  void isAsLongWithoutWhatFailed() {
    Fork.Iteration succeeded = executed.times(0.9);

    assertThat(succeeded.operations()).isEqualTo(900);
    assertThat(succeeded.operationsPerSecond()).isEqualTo(450, within(1e-9));
    assertThat(succeeded.seconds()).isEqualTo(executed.seconds(), within(1e-9));
  }

  @Test
  void isNothingWhereAllFailed() {
    assertThat(executed.times(0)).isEqualTo(new Fork.Iteration(0, 0));
  }

  @Test
  void refusesMoreThanAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> executed.times(1.1))
        .withMessage("succeededRatio must be between 0 and 1: 1.1");
  }
}
