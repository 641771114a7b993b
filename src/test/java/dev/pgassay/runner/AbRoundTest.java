package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.compare.Aspect;
import dev.pgassay.compare.Round;
import dev.pgassay.failure.Failure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AbRoundTest {
  @Test
  void pairsTheMedianByQuery() {
    // Queries differ a hundredfold; the contender takes a tenth longer for each of them.
    Round.Figure figure = round(30, 1.1, 1).figures().get(Aspect.P50);
    assertThat(Math.exp(figure.contenderLog())).isCloseTo(1.1, within(0.001));
    assertThat(figure.controlLog()).isZero();
  }

  @Test
  void hasNoTailsOfFewOperations() {
    assertThat(round(30, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50);
    assertThat(round(200, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50, Aspect.P95);
    assertThat(round(1_000, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50, Aspect.P95, Aspect.P99);
  }

  @Test
  void leavesOutQueriesThatFailedInAnyArm() {
    AbRound round = new AbRound();
    long[] base = new long[40];
    Arrays.fill(base, 1_000);
    long[] half = base.clone();
    Arrays.fill(half, 0, 30, AbTurns.FAILED);
    round.add(AbRound.BASE, new long[][] {base});
    round.add(AbRound.CONTROL, new long[][] {base});
    round.add(AbRound.CONTENDER, new long[][] {half});
    assertThatThrownBy(round::figures)
        .isInstanceOf(Failure.class)
        .hasMessage("only 10 of 40 executions of a round succeeded");
  }

  @Test
  void survivesTheWayToTheHost() {
    Round round = round(1_000, 1.25, 0.99);
    assertThat(AbRound.parse(AbRound.format(round))).isEqualTo(round);
  }

  private static Round round(int queries, double slower, double control) {
    AbRound round = new AbRound();
    round.add(AbRound.BASE, turn(queries, 1));
    round.add(AbRound.CONTROL, turn(queries, control));
    round.add(AbRound.CONTENDER, turn(queries, slower));
    return round.figures();
  }

  private static long[][] turn(int queries, double factor) {
    long[] nanos = new long[queries];
    Arrays.setAll(nanos, query -> Math.round(factor * 1_000_000 * (1 + query % 100)));
    return new long[][] {nanos};
  }
}
