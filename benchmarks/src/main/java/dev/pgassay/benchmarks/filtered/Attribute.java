package dev.pgassay.benchmarks.filtered;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.prose.MarkerTerm;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.text.TextQuery;
import dev.pgassay.data.text.TextSearchTruth;
import dev.pgassay.progress.Progress;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/** The attribute that a filter tests, and the events that it selects. */
enum Attribute {
  /** The rank of the topic: events that pass the filter together have vectors near each other. */
  TOPIC {
    @Override
    String condition(DatasetGenerator dataset, int permille) {
      return "topic_rank < " + permille;
    }

    @Override
    BitSet rows(DatasetGenerator dataset, int permille, Progress progress) {
      return where(dataset, event -> dataset.eventTopics().rankOf(event) < permille);
    }
  },

  /** A rank that is independent of the vectors. */
  AUDIENCE {
    @Override
    String condition(DatasetGenerator dataset, int permille) {
      return "audience_rank < " + permille;
    }

    @Override
    BitSet rows(DatasetGenerator dataset, int permille, Progress progress) {
      return where(dataset, event -> dataset.audienceRankOf(event) < permille);
    }
  },

  /** Both ranks at once, each with the same share, about the square root of the whole. */
  BOTH {
    @Override
    String condition(DatasetGenerator dataset, int permille) {
      return "topic_rank < %1$d AND audience_rank < %1$d".formatted(root(permille));
    }

    @Override
    BitSet rows(DatasetGenerator dataset, int permille, Progress progress) {
      int root = root(permille);
      return where(
          dataset,
          event ->
              dataset.eventTopics().rankOf(event) < root && dataset.audienceRankOf(event) < root);
    }

    private static int root(int permille) {
      return (int) Math.round(Math.sqrt(permille * 1000.0));
    }
  },

  /** A word in the text that is independent of the vectors. */
  TERM {
    @Override
    String condition(DatasetGenerator dataset, int permille) {
      return "search_vector @@ to_tsquery('english', '" + term(dataset, permille) + "')";
    }

    @Override
    BitSet rows(DatasetGenerator dataset, int permille, Progress progress)
        throws InterruptedException {
      return TextSearchTruth.find(
              dataset,
              List.of(TextQuery.word(term(dataset, permille))),
              0,
              Runtime.getRuntime().availableProcessors(),
              progress)
          .get(0)
          .rows();
    }

    private static String term(DatasetGenerator dataset, int permille) {
      return dataset.markerTerms().stream()
          .filter(term -> !term.topical() && term.share() * PERMILLE == permille)
          .map(MarkerTerm::term)
          .findFirst()
          .orElse(NO_EVENTS_WORD);
    }
  };

  private static final double PERMILLE = 1000;

  /** Letters that occur in no word of a dataset. */
  private static final String NO_EVENTS_WORD = "qqqqzzzz";

  /** The largest share of a term. */
  static final int MOST_PERMILLE_OF_TERM = 100;

  /**
   * Returns the condition in SQL. Its values are part of the text: a partial index, a pruned
   * partition and the planner's estimate need them.
   *
   * @param permille of the events, 0 for none
   */
  abstract String condition(DatasetGenerator dataset, int permille);

  /** Returns the events that meet the condition, by row number. */
  abstract BitSet rows(DatasetGenerator dataset, int permille, Progress progress)
      throws InterruptedException;

  private static BitSet where(DatasetGenerator dataset, LongPredicate condition) {
    BitSet rows = new BitSet();
    LongStream.range(0, dataset.rows(Table.EVENTS))
        .filter(condition)
        .forEach(event -> rows.set(Math.toIntExact(event)));
    return rows;
  }
}
