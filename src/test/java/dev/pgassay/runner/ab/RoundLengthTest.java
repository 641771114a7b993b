package dev.pgassay.runner.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.result.point.Latency;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.ab.AbFork.Turns;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoundLengthTest {
  private static final double SECOND = 1e9;

  @Test
  void handsOnTheTimeOfPointsThatCannotBeJudged() {
    Duration left = Duration.ofSeconds(60);
    assertThat(RoundLength.share(left, 4, 2)).isEqualTo(Duration.ofSeconds(40));
    assertThat(RoundLength.share(left, 1, 2)).isEqualTo(Duration.ofSeconds(20));
    assertThat(RoundLength.share(left, 3, 0)).isEqualTo(left);
  }

  @Test
  void cutsARoundIntoTurnsOfTwentyMilliseconds() {
    assertThat(RoundLength.turns(2_000_000, SECOND)).isEqualTo(new Turns(10, 50));
  }

  @Test
  void takesOneExecutionOfASlowStatementAtATimeAndEnoughForAMedian() {
    assertThat(RoundLength.turns(500_000_000, SECOND)).isEqualTo(new Turns(1, 40));
  }

  @Test
  void endsARoundAtFourThousandExecutions() {
    Turns turns = RoundLength.turns(10_000, 100 * SECOND);
    assertThat(turns.operations() * turns.number()).isEqualTo(4_000);
  }

  @Test
  void shortensTheGateOfASlowStatementToTenTurns() {
    assertThat(RoundLength.gateExecutions(new Turns(20, 50))).isEqualTo(50);
    // 7 ms: two executions in a turn of 20 ms.
    assertThat(RoundLength.gateExecutions(RoundLength.turns(7_000_000, SECOND))).isEqualTo(20);
    assertThat(RoundLength.gateExecutions(new Turns(1, 40))).isEqualTo(10);
  }

  @Test
  void endsTheFirstStageAtFourFifthsOfAShare() {
    assertThat(RoundLength.firstStageGoesOn(0, 0, 10, 1)).isTrue();
    // Rounds of 4 %: the twentieth ends at 80 %, and five more fit.
    assertThat(RoundLength.firstStageGoesOn(0.76, 19, 10, 1)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(0.8, 20, 10, 1)).isFalse();
  }

  @Test
  void leavesTimeForTheFewestFreshRoundsThatCanConfirm() {
    // Rounds of 6.5 %: ten of them and five fresh ones fit, eleven and five do not.
    assertThat(RoundLength.firstStageGoesOn(0.585, 9, 10, 1)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(0.65, 10, 10, 1)).isFalse();
    // If half a share may be borrowed, 18 first ones fit below 117.5 %.
    assertThat(RoundLength.firstStageGoesOn(1.105, 17, 10, 1.5)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(1.17, 18, 10, 1.5)).isFalse();
  }

  @Test
  void takesTwoSharesForFirstRoundsAtMost() {
    // Rounds of 10 %: the sixteenth ends at 80 % of two shares.
    assertThat(RoundLength.firstStageGoesOn(1.5, 15, 10, 5)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(1.6, 16, 10, 5)).isFalse();
  }

  @Test
  void keepsHalfOfABudgetThatIsTooShortForWhatIsPlainAtOnce() {
    // Rounds of 7 %: ten and five fresh ones do not fit.
    assertThat(RoundLength.firstStageGoesOn(0.49, 7, 10, 1)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(0.56, 8, 10, 1)).isFalse();
    assertThat(RoundLength.firstStageGoesOn(0.56, 8, 10, 1.5)).isTrue();
    // Rounds of 18 % of two shares at most: ten do not fit.
    assertThat(RoundLength.firstStageGoesOn(0.9, 5, 10, 2)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(1.08, 6, 10, 2)).isFalse();
  }

  @Test
  void lendsHalfOfWhatIsKeptForTheGroupsAfter() {
    Duration left = Duration.ofSeconds(100);
    assertThat(RoundLength.longest(left, Duration.ofSeconds(20))).isEqualTo(Duration.ofSeconds(60));
    assertThat(RoundLength.longest(left, left)).isEqualTo(left);
  }

  @Test
  void tellsHowLongASlowStatementNeedsAtLeast() {
    // 10 rounds of 10 executions of the gate and 40 in turns, of each of 3 arms, take 4,800 s: 80 %
    // of what is needed.
    assertThat(RoundLength.least(3.2e9, 10)).isEqualTo(Duration.ofSeconds(6_000));
  }

  @Test
  void shortensARoundWithoutLosingItsMedian() {
    assertThat(RoundLength.part(new Turns(10, 50), 4)).isEqualTo(new Turns(10, 14));
    assertThat(RoundLength.part(new Turns(10, 8), 4)).isEqualTo(new Turns(10, 4));
    assertThat(RoundLength.part(new Turns(1, 40), 4)).isEqualTo(new Turns(1, 40));
  }

  @Test
  void countsAContenderThatIsSlowerWithTheOthers() {
    // Two arms of 1 ms and one of 58 ms: 20 ms on average.
    assertThat(RoundLength.meanNanos(taking(1_000_000), taking(58_000_000))).isEqualTo(20_000_000);
  }

  @Test
  void dividesTheTimeThatIsNotKeptBack() {
    // 600 s less 20 % for confirming and half of the rest for gates are 240 s, over 10 points, 20
    // rounds and 3 arms.
    assertThat(RoundLength.armNanos(Duration.ofMinutes(10), 10, 20))
        .isCloseTo(240e9 / 600, within(1.0));
  }

  @Test
  void travelsToTheForkAsAWord() {
    assertThat(Turns.parse(new Turns(7, 12).toString())).isEqualTo(new Turns(7, 12));
  }

  private static Point taking(double meanNanos) {
    return Point.builder(new PointKey("Query", Map.of()))
        .latency(new Latency(1, meanNanos, Math.round(meanNanos), Map.of()))
        .build();
  }
}
