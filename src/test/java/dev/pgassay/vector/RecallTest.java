package dev.pgassay.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pgassay.failure.Failure;
import dev.pgassay.stats.ConfidenceInterval;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecallTest {
  /** Places 3, 4 and 5 are within the tolerance of each other; k is 3. */
  private static final Neighbors TRUTH =
      truth(new long[] {7, 3, 9, 4, 5, 8}, new double[] {.1, .2, .3, .3, .3000001, .4});

  @Test
  void countsTheRowsThatAreAmongTheNearest() {
    QueryRecall recall = new Recall(TRUTH, 3).judge(0, new long[] {7, 3, 8});
    assertThat(recall.found()).isEqualTo(2);
    assertThat(recall.ratio()).isEqualTo(2 / 3.0);
    assertThat(recall.rowsMissing()).isZero();
  }

  @Test
  void acceptsAnyRowThatTiesWithTheLastOne() {
    Recall recall = new Recall(TRUTH, 3);
    assertThat(recall.judge(0, new long[] {3, 7, 4}).ratio()).isEqualTo(1);
    assertThat(recall.judge(0, new long[] {5, 7, 3}).ratio()).isEqualTo(1);
    assertThat(recall.judge(0, new long[] {5, 4, 9}).ratio()).isEqualTo(1);
  }

  @Test
  void rejectsARowBeyondTheTolerance() {
    Recall recall = new Recall(TRUTH, 3);
    assertThat(recall.judge(0, new long[] {8, 7, 3}).found()).isEqualTo(2);
  }

  @Test
  void countsARowThatTheTruthDoesNotKeepAsAMiss() {
    QueryRecall recall = new Recall(TRUTH, 3).judge(0, new long[] {1_000, 7, 3});
    assertThat(recall.found()).isEqualTo(2);
    assertThat(recall.tiesBeyondDepth()).isFalse();
  }

  @Test
  void tellsWhenTiesMayLieBeyondWhatTheTruthKeeps() {
    Neighbors truth = truth(new long[] {7, 3, 9, 4}, new double[] {.1, .3, .3, .3});
    assertThat(new Recall(truth, 2).judge(0, new long[] {7, 1_000}).tiesBeyondDepth()).isTrue();
    assertThat(new Recall(truth, 1).judge(0, new long[] {7}).tiesBeyondDepth()).isFalse();
  }

  @Test
  void neverPadsAShortAnswer() {
    QueryRecall recall = new Recall(TRUTH, 3).judge(0, new long[] {7});
    assertThat(recall.ratio()).isEqualTo(1 / 3.0);
    assertThat(recall.rowsMissing()).isEqualTo(2);
  }

  @Test
  void expectsNoMoreRowsThanQualify() {
    Neighbors truth =
        new Neighbors(new long[][] {{7, 3}}, new double[][] {{.1, .2}}, new double[1], 6);
    QueryRecall recall = new Recall(truth, 3).judge(0, new long[] {3, 7});
    assertThat(recall.ratio()).isEqualTo(1);
    assertThat(recall.rowsMissing()).isZero();
    assertThat(recall.tiesBeyondDepth()).isFalse();
  }

  @Test
  void refusesARowThatIsReturnedTwice() {
    assertThatThrownBy(() -> new Recall(TRUTH, 3).judge(0, new long[] {7, 3, 7}))
        .isInstanceOf(Failure.class)
        .hasMessage("query 0 returned row 7 twice");
  }

  @Test
  void refusesMoreRowsThanWereAskedFor() {
    assertThatThrownBy(() -> new Recall(TRUTH, 3).judge(0, new long[] {7, 3, 9, 4}))
        .isInstanceOf(Failure.class)
        .hasMessage("query 0 returned 4 rows though at most 3 were asked for");
  }

  @Test
  void refusesAKBeyondTheDepth() {
    assertThatThrownBy(() -> new Recall(TRUTH, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("k must be between 1 and the depth of the ground truth, 6: 7");
  }

  @Test
  void summarisesTheDistributionOverQueries() {
    // 20 queries, k = 2: one finds nothing with an empty answer, one finds half, 18 find both.
    long[][] rows = new long[20][];
    double[][] distances = new double[20][];
    long[][] answers = new long[20][];
    for (int i = 0; i < 20; i++) {
      rows[i] = new long[] {1, 2, 3};
      distances[i] = new double[] {.1, .2, .3};
      answers[i] = i == 0 ? new long[0] : new long[] {1, i == 1 ? 3 : 2};
    }
    Neighbors truth = new Neighbors(rows, distances, new double[20], 3);
    RecallStatistics summary = new Recall(truth, 2).judgeAll(answers, 1);
    assertThat(summary.queries()).isEqualTo(20);
    assertThat(summary.mean()).isCloseTo(18.5 / 20, within(1e-12));
    assertThat(summary.min()).isZero();
    assertThat(summary.p5()).isZero();
    assertThat(summary.zeroRecallQueries()).isEqualTo(1);
    assertThat(summary.shortAnswers()).isEqualTo(1);
    assertThat(summary.rowsMissing()).isEqualTo(2);
    ConfidenceInterval interval = summary.interval().orElseThrow();
    assertThat(interval.contains(summary.mean())).isTrue();
    assertThat(interval.width()).isBetween(0.1, 0.3);
  }

  @Test
  void givesPerfectRecallAnIntervalWithAWidth() {
    long[][] answers = {{7, 3}, {7, 3}, {7, 3}, {7, 3}};
    Neighbors truth =
        new Neighbors(
            new long[][] {{7, 3}, {7, 3}, {7, 3}, {7, 3}},
            new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}},
            new double[4],
            2);
    ConfidenceInterval interval =
        new Recall(truth, 2).judgeAll(answers, 1).interval().orElseThrow();
    assertThat(interval.high()).isEqualTo(1);
    assertThat(interval.low()).isBetween(0.5, 0.52); // Wilson, 4 of 4: 1 / (1 + 3.8415 / 4)
  }

  @Test
  void statesNothingAboutNoQueries() {
    RecallStatistics summary = RecallStatistics.of(10, List.of(), 1);
    assertThat(summary.mean()).isNaN();
    assertThat(summary.p5()).isNaN();
    assertThat(summary.min()).isNaN();
    assertThat(summary.interval()).isEmpty();
  }

  @Test
  void dropsWhenARightRowIsReplacedByAWrongOne() {
    long seed = 20_260_101;
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      int k = 1 + random.nextInt(6);
      long[] answer = random.longs(0, 12).distinct().limit(k).toArray();
      QueryRecall before = new Recall(TRUTH, k).judge(0, answer);
      answer[random.nextInt(k)] = 99;
      QueryRecall after = new Recall(TRUTH, k).judge(0, answer);
      assertThat(after.found()).as("seed %d", seed).isBetween(before.found() - 1, before.found());
    }
  }

  private static Neighbors truth(long[] rows, double[] distances) {
    return new Neighbors(
        new long[][] {rows}, new double[][] {distances}, new double[] {1e-5}, rows.length);
  }
}
