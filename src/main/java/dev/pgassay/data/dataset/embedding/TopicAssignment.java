package dev.pgassay.data.dataset.embedding;

import dev.pgassay.data.dataset.embedding.TopicModel.Place;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.RowPermutation;

/**
 * What each row of a set is about. Places on the line of topics are dealt out as exact quotas in a
 * random order, so a filter on the rank selects exactly its share of the rows. Immutable and
 * thread-safe; a row costs some 100 nanoseconds.
 */
public final class TopicAssignment {
  private static final int PERMILLE = 1000;

  private final TopicModel topics;
  private final RowPermutation order;
  private final long rows;

  /**
   * Assigns topics to rows.
   *
   * @param topics the topics
   * @param rows how many rows the set has, at least 1
   * @param draws decides which row gets which place
   */
  public TopicAssignment(TopicModel topics, long rows, Draws draws) {
    this.topics = topics;
    this.order = new RowPermutation(rows, draws);
    this.rows = rows;
  }

  /**
   * Returns what a row is about.
   *
   * @param row 0 to rows - 1
   * @return its topic and subtopic
   */
  public Place placeOf(long row) {
    return topics.at(pointOf(row));
  }

  /**
   * Returns where a row's place stands on the line of topics.
   *
   * @param row 0 to rows - 1
   * @return above 0, below 1
   */
  public double pointOf(long row) {
    return (order.at(row) + 0.5) / rows;
  }

  /**
   * Returns the rank of a row's place on the line of topics. {@code rank < p} holds for exactly p
   * permille of the rows (rounded up), all about neighbouring topics.
   *
   * @param row 0 to rows - 1
   * @return 0 to 999
   */
  public int rankOf(long row) {
    return (int) (order.at(row) * PERMILLE / rows);
  }
}
