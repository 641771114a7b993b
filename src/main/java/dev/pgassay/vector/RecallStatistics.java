package dev.pgassay.vector;

import dev.pgassay.stats.Bootstrap;
import dev.pgassay.stats.ConfidenceInterval;
import dev.pgassay.stats.Quantile;
import dev.pgassay.stats.Wilson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recall over a set of queries: the mean, and the poor queries that the mean hides. Immutable.
 *
 * @param k the k of recall@k
 * @param queries number of judged queries, without those for which no row qualifies
 * @param mean mean over the queries, 0 to 1; NaN if there is no query
 * @param interval of the mean over queries at 95 %; empty for fewer than three
 * @param p5 the recall that 5 % of the queries do not exceed; NaN if there is no query
 * @param min the least recall of a query; NaN if there is no query
 * @param zeroRecallQueries queries for which no near row was returned
 * @param shortAnswers queries for which fewer rows were returned than there are
 * @param rowsMissing number of rows missing from those answers
 * @param answers judged answers, in the order in which they were given
 * @param tiesBeyondDepth queries for which a tie may have been counted as a miss, because more rows
 *     tie with the k-th than the ground truth contains
 */
public record RecallStatistics(
    int k,
    int queries,
    double mean,
    Optional<ConfidenceInterval> interval,
    double p5,
    double min,
    int zeroRecallQueries,
    int shortAnswers,
    long rowsMissing,
    List<QueryRecall> answers,
    int tiesBeyondDepth) {
  public RecallStatistics {
    answers = List.copyOf(answers);
  }

  /**
   * Summarises judged answers, one for each query.
   *
   * @param k the k of recall@k
   * @param answers in any order
   * @param seed of the bootstrap
   */
  public static RecallStatistics of(int k, List<QueryRecall> answers, long seed) {
    List<QueryRecall> judged = answers.stream().filter(answer -> answer.expected() > 0).toList();
    double[] ratios = judged.stream().mapToDouble(QueryRecall::ratio).toArray();
    return new RecallStatistics(
        k,
        ratios.length,
        mean(ratios),
        interval(ratios, seed),
        Quantile.nearestRank(ratios, 0.05),
        Arrays.stream(ratios).min().orElse(Double.NaN),
        (int) judged.stream().filter(answer -> answer.found() == 0).count(),
        (int) judged.stream().filter(answer -> answer.rowsMissing() > 0).count(),
        judged.stream().mapToLong(QueryRecall::rowsMissing).sum(),
        judged,
        (int) judged.stream().filter(QueryRecall::tiesBeyondDepth).count());
  }

  private static double mean(double[] ratios) {
    double sum = 0;
    for (double ratio : ratios) {
      sum += ratio;
    }
    return sum / ratios.length;
  }

  /**
   * Resamples queries, not rows, because the rows of one query are not independent. If every query
   * has recall 1, or every one 0, resampling says nothing, and the interval is that of the share of
   * such queries.
   */
  private static Optional<ConfidenceInterval> interval(double[] ratios, long seed) {
    double mean = mean(ratios);
    if (ratios.length >= Bootstrap.LEAST_OBSERVATIONS && (mean == 0 || mean == 1)) {
      return Optional.of(Wilson.interval(mean == 1 ? ratios.length : 0, ratios.length));
    }
    return Bootstrap.meanInterval(ratios, ConfidenceInterval.DEFAULT_LEVEL, seed);
  }
}
