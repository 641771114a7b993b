package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.data.dataset.rows.RowIds;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/**
 * Reciprocal rank fusion of two rankings: a row's score is the sum of 1 / (constant + place) over
 * the rankings that have it. Rows of equal score are in the order of their keys, and sums are those
 * of IEEE 754, as in the server. @see <a href="https://doi.org/10.1145/1571941.1572114">Cormack,
 * Clarke and Büttcher, Reciprocal Rank Fusion outperforms Condorcet and individual Rank Learning
 * Methods, 2009</a>
 *
 * @param constant reduces the weight of the first places; 60 in the paper
 * @param ids keys of the rows
 */
record RankFusion(int constant, RowIds ids) {
  /** Returns the best rows of two rankings. */
  long[] fuse(long[] one, long[] other, int depth) {
    Map<Long, Double> scores = new HashMap<>();
    add(scores, one);
    add(scores, other);
    return scores.entrySet().stream()
        .sorted(
            Map.Entry.<Long, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey, byKey()))
        .limit(depth)
        .mapToLong(Map.Entry::getKey)
        .toArray();
  }

  private void add(Map<Long, Double> scores, long[] ranking) {
    for (int place = 1; place <= ranking.length; place++) {
      scores.merge(ranking[place - 1], 1.0 / (constant + place), Double::sum);
    }
  }

  private Comparator<Long> byKey() {
    Comparator<Long> first = Comparator.comparing(ids::mostSignificantBits, Long::compareUnsigned);
    return first.thenComparing(ids::leastSignificantBits, Long::compareUnsigned);
  }
}
