package dev.pgassay.measure.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known about the answers before they are timed. Immutable. */
public sealed interface Expected {
  /** Only the number of rows is known. */
  record Nothing() implements Expected {
    @Override
    public Optional<String> violation(Answers answers) {
      return Optional.empty();
    }
  }

  /** Only the number of rows is known, and it is no fault if two executions answer differently. */
  record Changing() implements Expected {
    @Override
    public Optional<String> violation(Answers answers) {
      return Optional.empty();
    }
  }

  /**
   * The exact rows are known.
   *
   * @param rows of each query
   * @param ordered whether their order matters
   */
  record Rows(Answers rows, boolean ordered) implements Expected {
    @Override
    public Optional<String> violation(Answers answers) {
      for (int query = 0; query < answers.queries(); query++) {
        if (answers.answered(query) && !same(query, answers)) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "query %d returned rows that differ from the data: %d rows, %d expected",
                  query,
                  answers.rows(query),
                  rows.rows(query)));
        }
      }
      return Optional.empty();
    }

    private boolean same(int query, Answers answers) {
      if (ordered) {
        return answers.list(query).equals(rows.list(query));
      }
      // Compared as bags: a row that is expected twice must be returned twice.
      Object[] one = answers.list(query).stream().sorted(Answers.ROW_ORDER).toArray();
      Object[] other = rows.list(query).stream().sorted(Answers.ROW_ORDER).toArray();
      return Arrays.equals(one, other);
    }
  }

  /**
   * The true neighbours are known; an index finds a part of them.
   *
   * @param truth neighbours of each query
   * @param leastRecall the least share of them over the checked queries; a lower share means an
   *     answer to a different question, not a poor index
   */
  record Neighbours(Answers truth, double leastRecall) implements Expected {
    /**
     * Computes the recall of answers to some or all of the queries: the share of the true
     * neighbours in them; 1 if there are none.
     */
    public double recall(Answers answers) {
      long hits = 0;
      long wanted = 0;
      for (int query = 0; query < answers.queries(); query++) {
        if (answers.answered(query)) {
          Set<List<Long>> right = new HashSet<>(truth.list(query));
          wanted += right.size();
          right.retainAll(new HashSet<>(answers.list(query)));
          hits += right.size();
        }
      }
      return wanted == 0 ? 1 : (double) hits / wanted;
    }

    @Override
    public Optional<String> violation(Answers answers) {
      double recall = recall(answers);
      return recall >= leastRecall
          ? Optional.empty()
          : Optional.of(
              String.format(
                  Locale.ROOT,
                  "recall over the first %d queries is %.3f, below the floor of %.3f",
                  IntStream.range(0, answers.queries()).filter(answers::answered).count(),
                  recall,
                  leastRecall));
    }
  }

  /**
   * Checks answers to some or all of the queries.
   *
   * @return what is wrong; empty if nothing is
   */
  Optional<String> violation(Answers answers);
}
