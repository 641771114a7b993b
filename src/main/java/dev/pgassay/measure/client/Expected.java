package dev.pgassay.measure.client;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The expectation of a statement's answers before they are timed. Known answers are in files,
 * because the host finds them and the forks check them. Immutable and thread-safe.
 */
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
  record Rows(Answers.InFile rows, boolean ordered) implements Expected {
    public Rows(Path file, boolean ordered) {
      this(new Answers.InFile(file), ordered);
    }

    @Override
    public Optional<String> violation(Answers answers) {
      Answers right = rows.answers();
      for (int query = 0; query < answers.queries(); query++) {
        if (answers.answered(query) && !same(answers.list(query), right.list(query))) {
          return Optional.of(
              String.format(
                  Locale.ROOT,
                  "query %d returned rows that differ from the data: %d rows, %d expected",
                  query,
                  answers.rows(query),
                  right.rows(query)));
        }
      }
      return Optional.empty();
    }

    private boolean same(List<List<Long>> one, List<List<Long>> other) {
      // Compared as bags: a row that is expected twice must be returned twice.
      return ordered ? one.equals(other) : sorted(one).equals(sorted(other));
    }

    private static List<List<Long>> sorted(List<List<Long>> rows) {
      return rows.stream().sorted(Answers.ROW_ORDER).toList();
    }
  }

  /**
   * The true neighbours are known; an index finds a part of them.
   *
   * @param truth neighbours of each query
   * @param asNear further rows that are as near as the last of the truth: one of these counts like
   *     one of the truth; empty for none
   * @param leastRecall the least share of them over the checked queries; a lower share means an
   *     answer to a different question, not a poor index
   */
  record Neighbours(Answers.InFile truth, Optional<Answers.InFile> asNear, double leastRecall)
      implements Expected {
    /** Neighbours without ties. */
    public Neighbours(Path file, double leastRecall) {
      this(new Answers.InFile(file), Optional.empty(), leastRecall);
    }

    /**
     * Counts the right rows of an answer.
     *
     * @param query number of the query
     * @param answers to some or all of the queries
     * @return at most the number of rows of the truth
     */
    public int hits(int query, Answers answers) {
      Set<List<Long>> right = new HashSet<>(truth.answers().list(query));
      int wanted = right.size();
      asNear.ifPresent(it -> right.addAll(it.answers().list(query)));
      right.retainAll(new HashSet<>(answers.list(query)));
      return Math.min(wanted, right.size());
    }

    /**
     * Computes the recall of answers to some or all of the queries: the share of the true
     * neighbours in them; 1 if there are none.
     */
    public double recall(Answers answers) {
      long hits = 0;
      long wanted = 0;
      for (int query = 0; query < answers.queries(); query++) {
        if (answers.answered(query)) {
          wanted += new HashSet<>(truth.answers().list(query)).size();
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
                  "recall over the first %d queries is %.3f, below the floor of %.3f%s",
                  IntStream.range(0, answers.queries()).filter(answers::answered).count(),
                  recall,
                  leastRecall,
                  hint(answers)));
    }

    /** Rows that are missing, and not wrong, tell of a filter behind the index. */
    private String hint(Answers answers) {
      long tooShort =
          IntStream.range(0, answers.queries())
              .filter(answers::answered)
              .filter(query -> answers.rows(query) < truth.answers().rows(query))
              .count();
      return tooShort == 0
          ? ""
          : "; "
              + tooShort
              + " answers have fewer rows than there are: a filter is applied after an approximate"
              + " index, or it returns too few rows; set hnsw.iterative_scan or"
              + " ivfflat.iterative_scan, or a greater search effort";
    }
  }

  /**
   * Checks answers to some or all of the queries.
   *
   * @return what is wrong; empty if nothing is
   */
  Optional<String> violation(Answers answers);
}
