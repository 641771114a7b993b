package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;
import java.util.Optional;

/**
 * How much of the exact answers the timed queries found. Recall of a query is the share of its k
 * nearest neighbours among its returned rows, with ties counted by distance. Immutable.
 *
 * @param k number of requested neighbours
 * @param meanRatio mean over queries
 * @param interval of the mean over queries, absent if there are too few queries for one
 * @param queries distinct queries that were timed and judged
 * @param byQuery recall of each query, so that two runs can be compared by the queries of both
 * @param worst the worst queries, which the mean hides
 * @param missingRows rows that were not returned at all, over all queries
 */
public record RecallSummary(
    int k,
    double meanRatio,
    Optional<RatioInterval> interval,
    int queries,
    ByQuery byQuery,
    Worst worst,
    long missingRows) {

  public RecallSummary {
    Checked.positive("k", k);
    Checked.ratio("meanRatio", meanRatio);
    Objects.requireNonNull(interval, "interval");
    Checked.positive("queries", queries);
    Objects.requireNonNull(byQuery, "byQuery");
    Objects.requireNonNull(worst, "worst");
    Checked.notNegative("missingRows", missingRows);
    if (worst.zeroRecallQueries() > queries) {
      throw new IllegalArgumentException(
          "zeroRecallQueries must not exceed queries: " + worst.zeroRecallQueries());
    }
  }

  /**
   * Found and expected rows of each query, as {@link PerQuery} writes them.
   *
   * @param found returned rows of its exact answer
   * @param expected rows of its exact answer, at most k
   */
  public record ByQuery(String found, String expected) {
    public ByQuery {
      if (PerQuery.decode(found).length != PerQuery.decode(expected).length) {
        throw new IllegalArgumentException("found and expected must be of the same queries");
      }
    }
  }

  /**
   * The worst queries.
   *
   * @param p5Ratio the recall below which one query in twenty stays
   * @param minimumRatio recall of the worst query
   * @param zeroRecallQueries queries that found none of their neighbours
   */
  public record Worst(double p5Ratio, double minimumRatio, int zeroRecallQueries) {
    public Worst {
      Checked.ratio("p5Ratio", p5Ratio);
      Checked.ratio("minimumRatio", minimumRatio);
      Checked.notNegative("zeroRecallQueries", zeroRecallQueries);
    }
  }
}
