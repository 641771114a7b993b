package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.result.Latency;
import dev.pgassay.result.Point;
import dev.pgassay.result.PointKey;
import dev.pgassay.runner.AbFork.Turns;
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
  void keepsHalfOfABudgetThatIsTooShortForWhatIsPlainAtOnce() {
    // 10 rounds fit into 80 % where one takes 8 %.
    assertThat(RoundLength.firstStageGoesOn(0.75, 10, 10)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(0.81, 11, 10)).isFalse();
    assertThat(RoundLength.firstStageGoesOn(0.4, 4, 10)).isTrue();
    assertThat(RoundLength.firstStageGoesOn(0.5, 5, 10)).isFalse();
    assertThat(RoundLength.firstStageGoesOn(0.001, 0, 10)).isTrue();
  }

  @Test
  void tellsHowLongASlowStatementNeedsAtLeast() {
    // 10 rounds of 40 executions of each of 3 arms take 3,900 s, which are 80 % of what is needed.
    assertThat(RoundLength.least(3.25e9, 10)).isEqualTo(Duration.ofSeconds(4_875));
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
