package dev.pgassay.runner.ab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.RoundOfArms;
import dev.pgassay.verdict.compare.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    assertThat(round.figures().figures()).isEmpty();
    assertThat(round.failed()).containsExactly(0L, 0L, 30L);
    assertThat(round.executions()).isEqualTo(40);
    AbProcess.Answer answer =
        new AbProcess.Answer(
            round.figures(),
            round.failed(),
            round.executions(),
            Optional.of("no (SQLSTATE 42P01)"));
    assertThat(AbProcess.Answer.parse(List.of(answer.format().split("\t")))).isEqualTo(answer);
  }

  @Test
  void accusesAContenderThatFailsAlone() {
    PointKey point = new PointKey("Listing", Map.of("page", "1"));
    RoundFailures few = failures(0, 0, 1);
    assertThat(few.tooMany()).isFalse();
    assertThat(few.any()).isTrue();
    assertThat(few.plus(few).plus(failures(0, 0, 3)).finding(point))
        .returns(Verdict.REGRESSED, Finding::verdict)
        .returns(
            "of 3,000 executions in rounds 0 of the base failed, 0 of the control, 5 of the"
                + " contender: canceling statement (SQLSTATE 57014)",
            Finding::sentence);
    assertThat(failures(9, 9, 9).finding(point))
        .returns(Verdict.UNSTABLE, Finding::verdict)
        .returns(Aspect.P50, Finding::aspect);
  }

  @Test
  void accusesNobodyWithoutTheServersWords() {
    PointKey point = new PointKey("Listing", Map.of("page", "1"));
    assertThat(new RoundFailures(List.of(0L, 0L, 9L), 1_000, Optional.empty()).finding(point))
        .returns(Verdict.UNSTABLE, Finding::verdict);
  }

  private static RoundFailures failures(long base, long control, long contender) {
    return new RoundFailures(
        List.of(base, control, contender),
        1_000,
        Optional.of("canceling statement (SQLSTATE 57014)"));
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
