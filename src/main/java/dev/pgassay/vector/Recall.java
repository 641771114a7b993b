package dev.pgassay.vector;

import dev.pgassay.failure.Failure;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges answers by recall@k: the share of the k nearest rows that an answer contains. Distance
 * decides, not identity. A returned row counts if its true distance is at most that of the k-th
 * nearest plus the tolerance of {@link Neighbors#tolerances}, so any of several rows at the same
 * distance will do, as big-ann-benchmarks and ann-benchmarks count. An answer of fewer rows is
 * never padded: each missing row is a miss, and is counted separately.
 *
 * <p>A row that the ground truth does not contain is a miss. This is exact as long as the last
 * distance of the ground truth exceeds the tolerance. If more rows tie than it contains, the count
 * may be too strict, never too lenient, and {@link QueryRecall#tiesBeyondDepth} says so. Immutable
 * and thread-safe.
 */
public final class Recall {
  private final Neighbors truth;
  private final int k;

  /**
   * Judges against a ground truth.
   *
   * @param truth at least k deep
   * @param k at least 1
   */
  public Recall(Neighbors truth, int k) {
    if (k < 1 || k > truth.depth()) {
      throw new IllegalArgumentException(
          "k must be between 1 and the depth of the ground truth, %d: %d"
              .formatted(truth.depth(), k));
    }
    this.truth = truth;
    this.k = k;
  }

  /**
   * Judges the answer to one query.
   *
   * @param query number of the query, from 0
   * @param answer the returned row numbers, in any order
   * @throws Failure if the answer has more than k rows or one row twice, and is therefore no answer
   *     to this query
   */
  public QueryRecall judge(int query, long[] answer) {
    refuseImpossible(query, answer);
    double[] distances = truth.distances()[query];
    int expected = Math.min(k, distances.length);
    if (expected == 0) {
      return new QueryRecall(query, 0, 0, answer.length, false);
    }
    double limit = distances[expected - 1] + truth.tolerances()[query];
    int found = 0;
    for (long row : answer) {
      int place = place(query, row);
      if (place >= 0 && distances[place] <= limit) {
        found++;
      }
    }
    boolean mayGoOn = distances.length == truth.depth();
    boolean open = mayGoOn && distances[distances.length - 1] <= limit;
    return new QueryRecall(query, Math.min(found, expected), expected, answer.length, open);
  }

  /**
   * Judges one answer to every query.
   *
   * @param answers the returned row numbers, by query
   * @param seed of the interval's bootstrap
   */
  public RecallStatistics judgeAll(long[][] answers, long seed) {
    if (answers.length != truth.queries()) {
      throw new IllegalArgumentException(
          "%d answers to %d queries".formatted(answers.length, truth.queries()));
    }
    List<QueryRecall> judged = new ArrayList<>();
    for (int query = 0; query < answers.length; query++) {
      judged.add(judge(query, answers[query]));
    }
    return RecallStatistics.of(k, judged, seed);
  }

  private int place(int query, long row) {
    long[] rows = truth.rows()[query];
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == row) {
        return i;
      }
    }
    return -1;
  }

  private void refuseImpossible(int query, long[] answer) {
    if (answer.length > k) {
      throw new Failure(
          "query %d returned %d rows though at most %d were asked for"
              .formatted(query, answer.length, k));
    }
    for (int i = 0; i < answer.length; i++) {
      for (int j = 0; j < i; j++) {
        if (answer[i] == answer[j]) {
          throw new Failure("query %d returned row %d twice".formatted(query, answer[i]));
        }
      }
    }
  }
}
