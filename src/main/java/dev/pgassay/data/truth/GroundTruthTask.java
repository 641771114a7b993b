package dev.pgassay.data.truth;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.ExactSearch;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.RowFilter;
import dev.pgassay.vector.VectorSource;

/**
 * A question for exact answers. Names decide whether a stored answer is the one that is wanted, so
 * they must change with what they name. Immutable.
 *
 * @param base the rows, by row number
 * @param queries the queries
 * @param metric by which distance
 * @param filter which rows qualify
 * @param k how many of them are wanted, at least 1
 * @param margin how many more to keep, at least 0
 */
public record GroundTruthTask(
    Named<VectorSource> base,
    Named<VectorSource> queries,
    Metric metric,
    Named<RowFilter> filter,
    int k,
    int margin) {
  /** Lets every row pass. */
  public static final Named<RowFilter> UNFILTERED = new Named<>("all", RowFilter.ALL);

  private static final int LEAST_MARGIN = 10;

  /** Checks the numbers. */
  public GroundTruthTask {
    if (k < 1 || margin < 0) {
      throw new IllegalArgumentException(
          "k must be at least 1 and margin at least 0: %d and %d".formatted(k, margin));
    }
  }

  /**
   * Something with a name that tells its content from all others of its kind.
   *
   * @param <T> what it is
   * @param name a hash, or a text that says all there is to know, such as {@code audience = 3}
   * @param content what is named
   */
  public record Named<T>(String name, T content) {
    /** Refuses an empty name. */
    public Named {
      if (name.isBlank()) {
        throw new IllegalArgumentException("name must not be blank");
      }
    }
  }

  /**
   * Asks for the events nearest to the held-out queries of a dataset, with a margin as large as k
   * and at least {@value #LEAST_MARGIN}.
   *
   * @param generator of the dataset
   * @param metric by which distance
   * @param k how many
   * @return the task, without a filter
   */
  public static GroundTruthTask heldOut(DatasetGenerator generator, Metric metric, int k) {
    return of(generator, new Named<>("held-out", generator.queries()), metric, k);
  }

  /**
   * Asks for the events nearest to the out-of-distribution queries of a dataset, with the same
   * margin.
   *
   * @param generator of the dataset
   * @param metric by which distance
   * @param k how many
   * @return the task, without a filter
   */
  public static GroundTruthTask outOfDistribution(
      DatasetGenerator generator, Metric metric, int k) {
    Named<VectorSource> queries =
        new Named<>("out-of-distribution", generator.outOfDistributionQueries());
    return of(generator, queries, metric, k);
  }

  private static GroundTruthTask of(
      DatasetGenerator generator, Named<VectorSource> queries, Metric metric, int k) {
    String identity = generator.identity().sha256();
    return new GroundTruthTask(
        new Named<>(identity, generator.events()),
        new Named<>(identity + " " + queries.name(), queries.content()),
        metric,
        UNFILTERED,
        k,
        Math.max(LEAST_MARGIN, k));
  }

  /**
   * Asks the same of the rows that pass a filter.
   *
   * @param name tells the filter from all others on this dataset
   * @param filter which rows qualify
   * @return the task
   */
  public GroundTruthTask withFilter(String name, RowFilter filter) {
    return new GroundTruthTask(base, queries, metric, new Named<>(name, filter), k, margin);
  }

  /**
   * Returns the hash of everything that the answers follow from: names and sizes, metric, filter, k
   * and margin, the version of the search, and the components of a sample of rows and queries,
   * which tells a change that no name speaks of.
   *
   * @return 64 hexadecimal digits
   */
  public String contentKey() {
    return new ContentHash()
        .add("search", ExactSearch.ALGORITHM_VERSION)
        .add("base", base.name())
        .addSample(base.content())
        .add("queries", queries.name())
        .addSample(queries.content())
        .add("metric", metric.name())
        .add("filter", filter.name())
        .add("k", k)
        .add("margin", margin)
        .hex();
  }

  /**
   * Finds the answers.
   *
   * @param threads how many threads may work, at least 1
   * @param progress is told how many rows are done
   * @return the answers
   * @throws InterruptedException if the thread was interrupted
   */
  public ExactNeighbors compute(int threads, Progress progress) throws InterruptedException {
    Neighbors neighbors =
        ExactSearch.search(
            base.content(),
            queries.content(),
            metric,
            k + margin,
            filter.content(),
            threads,
            progress);
    return new ExactNeighbors(neighbors, metric, k, margin, contentKey());
  }
}
