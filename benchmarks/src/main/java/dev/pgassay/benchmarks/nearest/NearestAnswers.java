package dev.pgassay.benchmarks.nearest;

import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.vector.Neighbors;

/** Converts true neighbours to a server's answers, with the keys of their rows. */
public final class NearestAnswers {
  private NearestAnswers() {}

  /**
   * Converts neighbours to answers.
   *
   * @param neighbors of each query
   * @param ids the keys of the rows
   * @param k number of rows of an answer
   * @return the k nearest of each query in their order, or all if there are fewer
   */
  public static Answers of(Neighbors neighbors, RowIds ids, int k) {
    long[][] rows = neighbors.rows();
    Answers answers = new Answers(rows.length, k);
    long[] halves = new long[2 * k];
    for (int query = 0; query < rows.length; query++) {
      int count = Math.min(k, rows[query].length);
      for (int rank = 0; rank < count; rank++) {
        halves[2 * rank] = ids.mostSignificantBits(rows[query][rank]);
        halves[2 * rank + 1] = ids.leastSignificantBits(rows[query][rank]);
      }
      answers.record(query, halves, count);
    }
    return answers;
  }
}
