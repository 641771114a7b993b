package dev.pgassay.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.compare.Aspect;
import dev.pgassay.compare.RoundOfArms;
import dev.pgassay.failure.Failure;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AbRoundTest {
  @Test
  void pairsTheMedianByQuery() {
    // Queries differ a hundredfold; the contender takes a tenth longer for each of them.
    RoundOfArms.Figures figures = round(30, 1.1, 1).figures().get(Aspect.P50);
    assertThat(Math.exp(figures.logs().get(1))).isCloseTo(1.1, within(0.001));
    assertThat(figures.logs().get(0)).isZero();
  }

  @Test
  void hasNoTailsOfFewOperations() {
    assertThat(round(30, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50);
    assertThat(round(200, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50, Aspect.P95);
    assertThat(round(1_000, 1.1, 1).figures()).containsOnlyKeys(Aspect.P50, Aspect.P95, Aspect.P99);
  }

  @Test
  void leavesOutQueriesThatFailedInAnyArm() {
    AbRound round = new AbRound(3);
    long[] base = new long[40];
    Arrays.fill(base, 1_000);
    long[] half = base.clone();
    Arrays.fill(half, 0, 30, AbTurns.FAILED);
    round.add(0, new long[][] {base});
    round.add(1, new long[][] {base});
    round.add(2, new long[][] {half});
    assertThatThrownBy(round::figures)
        .isInstanceOf(Failure.class)
        .hasMessage("only 10 of 40 executions of a round succeeded");
  }

  @Test
  void survivesTheWayToTheHost() {
    RoundOfArms round = round(1_000, 1.25, 0.99);
    assertThat(RoundOfArms.parse(round.format())).isEqualTo(round);
  }

  private static RoundOfArms round(int queries, double slower, double control) {
    AbRound round = new AbRound(3);
    round.add(0, turn(queries, 1));
    round.add(1, turn(queries, control));
    round.add(2, turn(queries, slower));
    return round.figures();
  }

  private static long[][] turn(int queries, double factor) {
    long[] nanos = new long[queries];
    Arrays.setAll(nanos, query -> Math.round(factor * 1_000_000 * (1 + query % 100)));
    return new long[][] {nanos};
  }
}
