package dev.pgassay.data.truth;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.ExactSearch;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.Neighbors;
import dev.pgassay.vector.RowFilter;
import dev.pgassay.vector.VectorSource;

/**
 * A question for exact answers. Names decide whether a stored answer belongs to the question, so a
 * name must change with the content. Immutable.
 *
 * @param base the rows, by row number
 * @param queries the queries
 * @param metric the distance
 * @param filter which rows qualify
 * @param k number of nearest rows, at least 1
 * @param margin number of further rows, at least 0
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

  public GroundTruthTask {
    if (k < 1 || margin < 0) {
      throw new IllegalArgumentException(
          "k must be at least 1 and margin at least 0: %d and %d".formatted(k, margin));
    }
  }

  /**
   * An object with a name that distinguishes its content from all others of its kind.
   *
   * @param <T> its type
   * @param name a hash, or a complete description, such as {@code audience = 3}
   * @param content the object
   */
  public record Named<T>(String name, T content) {
    public Named {
      if (name.isBlank()) {
        throw new IllegalArgumentException("name must not be blank");
      }
    }
  }

  /**
   * Searches the events nearest to the held-out queries of a dataset, with a margin as large as k
   * and at least {@value #LEAST_MARGIN}.
   *
   * @param generator of the dataset
   * @param metric the distance
   * @param k number of events
   * @return the task, without a filter
   */
  public static GroundTruthTask heldOut(DatasetGenerator generator, Metric metric, int k) {
    return of(generator, new Named<>("held-out", generator.queries()), metric, k);
  }

  /**
   * Searches the events nearest to the out-of-distribution queries of a dataset, with the same
   * margin.
   *
   * @param generator of the dataset
   * @param metric the distance
   * @param k number of events
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
   * Restricts the search to rows that pass a filter.
   *
   * @param name distinguishes the filter from all others on this dataset
   * @param filter which rows qualify
   */
  public GroundTruthTask withFilter(String name, RowFilter filter) {
    return new GroundTruthTask(base, queries, metric, new Named<>(name, filter), k, margin);
  }

  /**
   * Returns the hash of everything that determines the answers: names and sizes, metric, filter, k
   * and margin, the version of the search, and the components of a sample of rows and queries,
   * which reveals a change that no name shows.
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
   * @param progress is told about searched rows
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
