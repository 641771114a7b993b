package dev.pgassay.verdict.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgassay.compare.Recorded;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecallComparisonTest {
  private final RecordedPoint point = Recorded.base().points().get(0);

  @Test
  void findsALossOnTheSameBuildWhateverTheNumberOfQueries() {
    Finding finding = recall(of(build(1, 10, 10, 10, 10)), of(build(1, 10, 9, 9, 10)));
    assertThat(finding.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(finding.sentence())
        .isEqualTo(
            "recall 0.9500, was 1.0000, over 4 queries of which 2 found less and 0 more (p ="
                + " 0.25, on the same build); a loss of 0.0100 is tolerated");
  }

  @Test
  void bearsASmallLossHoweverSureItIs() {
    int[] before = same(2_000, 10);
    int[] after = before.clone();
    Arrays.fill(after, 0, 150, 9);
    assertThat(recall(of(build(1, before)), of(build(2, after))).verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void findsALossBetweenBuildsOnlyWhereMoreQueriesLoseThanWin() {
    int[] before = same(100, 9);
    int[] few = before.clone();
    few[0] = 0;
    few[1] = 0;
    int[] many = before.clone();
    Arrays.fill(many, 0, 20, 8);
    assertThat(recall(of(build(1, before)), of(build(2, few))).verdict()).isEqualTo(Verdict.OK);
    Finding lost = recall(of(build(1, before)), of(build(2, many)));
    assertThat(lost.verdict()).isEqualTo(Verdict.REGRESSED);
    assertThat(lost.sentence()).contains("20 found less and 0 more (p = 9.5e-07)");
    assertThat(recall(of(build(1, many)), of(build(2, before))).verdict())
        .isEqualTo(Verdict.IMPROVED);
  }

  @Test
  void bearsWhatTheSpreadBetweenBuildsExplains() {
    Observation[] base = {build(1, same(100, 10)), build(2, same(100, 9)), build(3, same(100, 8))};
    Finding finding = recall(of(base), of(build(4, same(100, 7))));
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.sentence()).endsWith("the spread between builds");
    Observation[] steady = {
      build(1, same(100, 10)), build(2, same(100, 10)), build(3, same(100, 10))
    };
    assertThat(recall(of(steady), of(build(4, same(100, 7)))).verdict())
        .isEqualTo(Verdict.REGRESSED);
  }

  @Test
  void comparesTheQueriesThatBothSidesExecuted() {
    Finding finding =
        recall(of(build(1, 10, 10, PerQuery.NONE, 10)), of(build(1, 10, PerQuery.NONE, 0, 10, 10)));
    assertThat(finding.verdict()).isEqualTo(Verdict.OK);
    assertThat(finding.sentence()).contains("over 2 queries");
    assertThat(recall(of(build(1, 10, PerQuery.NONE)), of(build(1, PerQuery.NONE, 10))).verdict())
        .isEqualTo(Verdict.NOT_COMPARABLE);
  }

  @Test
  void holdsTheFloorThatIsAskedFor() {
    Policy policy = new Policy(Map.of(Aspect.RECALL_FLOOR, 0.9), List.of());
    RecordedPoint low = of(build(1, 8, 8));
    assertThat(RecallComparison.findings(low, low, policy, false))
        .filteredOn(it -> it.verdict() == Verdict.REGRESSED)
        .singleElement()
        .returns("recall 0.8000, the policy requires at least 0.9000", Finding::sentence);
  }

  private static Finding recall(RecordedPoint base, RecordedPoint contender) {
    boolean sameBuild = Builds.same(base.observations(), contender.observations());
    return RecallComparison.findings(base, contender, Policy.DEFAULT, sameBuild).get(0);
  }

  private Observation build(int second, int... found) {
    return Recorded.builtAt(Recorded.recalling(point.observations().get(0), found), second);
  }

  private RecordedPoint of(Observation... observations) {
    return new RecordedPoint(
        point.benchmark(),
        point.parameters(),
        point.validity(),
        point.reasons(),
        List.of(observations));
  }

  private static int[] same(int queries, int found) {
    int[] all = new int[queries];
    Arrays.fill(all, found);
    return all;
  }
}
