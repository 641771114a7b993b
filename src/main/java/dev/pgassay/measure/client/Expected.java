package dev.pgassay.measure.client;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of the answers before they are timed. Immutable. */
public sealed interface Expected {
  /** Nothing but the number of rows. */
  record Nothing() implements Expected {
    @Override
    public Optional<String> violation(Answers answers) {
      return Optional.empty();
    }
  }

  /** Nothing but the number of rows: one execution may answer otherwise than the one before. */
  record Changing() implements Expected {
    @Override
    public Optional<String> violation(Answers answers) {
      return Optional.empty();
    }
  }

  /**
   * The very rows.
   *
   * @param rows for each query
   * @param ordered whether their order counts
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
      // As bags: a row that is there twice must come twice.
      Object[] one = answers.list(query).stream().sorted(Answers.ROW_ORDER).toArray();
      Object[] other = rows.list(query).stream().sorted(Answers.ROW_ORDER).toArray();
      return Arrays.equals(one, other);
    }
  }

  /**
   * The true neighbours, of which an index finds a part.
   *
   * @param truth for each query
   * @param asNear further rows that are as near as the last of the truth: one of these counts like
   *     one of the truth
   * @param leastRecall the least share of them over the queries that are checked; what lies below
   *     is not a poor index but an answer to something else
   */
  record Neighbours(Answers truth, Optional<Answers> asNear, double leastRecall)
      implements Expected {
    /** Neighbours without ties. */
    public Neighbours(Answers truth, double leastRecall) {
      this(truth, Optional.empty(), leastRecall);
    }

    /**
     * Counts the right rows of an answer.
     *
     * @param query number of the query
     * @param answers to some or all of the queries
     * @return at most the number of rows of the truth
     */
    public int hits(int query, Answers answers) {
      Set<List<Long>> right = new HashSet<>(truth.list(query));
      int wanted = right.size();
      asNear.ifPresent(it -> right.addAll(it.list(query)));
      right.retainAll(new HashSet<>(answers.list(query)));
      return Math.min(wanted, right.size());
    }

    /**
     * Measures answers.
     *
     * @param answers to some or all of the queries
     * @return the share of the true neighbours in them, 1 where there are none to find
     */
    public double recall(Answers answers) {
      long hits = 0;
      long wanted = 0;
      for (int query = 0; query < answers.queries(); query++) {
        if (answers.answered(query)) {
          wanted += new HashSet<>(truth.list(query)).size();
          hits += hits(query, answers);
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
   * Checks answers.
   *
   * @param answers to some or all of the queries
   * @return what is wrong, nothing where all is as expected
   */
  Optional<String> violation(Answers answers);
}
