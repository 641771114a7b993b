package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The difference between the means of two sides that the choice of queries alone explains. A run
 * ends by time: a slow side may not reach all the queries that the other reached, and its last pass
 * is seldom complete.
 */
final class QueryChoice {
  /**
   * Standard deviations; the choice of the executed queries does not explain a larger difference.
   */
  private static final double DEVIATIONS = 3;

  private QueryChoice() {}

  /**
   * Returns the difference as a share of the mean. Queries are taken to differ from each other by
   * about their mean: the difference of two weighted means then has the variance of one query times
   * the sum of the squared differences of the weights.
   *
   * @param base observations of one side
   * @param contender observations of the other
   * @return three standard deviations, the largest of all pairs; 0 if both sides executed the same
   *     queries equally often, or if the queries are not known
   */
  static double ratio(List<Observation> base, List<Observation> contender) {
    double most = 0;
    for (Observation one : base) {
      for (Observation other : contender) {
        most = Math.max(most, ratio(one, other));
      }
    }
    return most;
  }

  private static double ratio(Observation base, Observation contender) {
    Optional<boolean[]> one = executed(base);
    Optional<boolean[]> other = executed(contender);
    if (one.isEmpty() || other.isEmpty()) {
      return 0;
    }
    boolean sameQueries = Arrays.equals(one.get(), other.get());
    if (sameQueries && operations(base) == operations(contender)) {
      return 0;
    }
    return DEVIATIONS
        * Math.sqrt(
            apart(one.get(), other.get())
                + lastPass(operations(base), count(one.get()))
                + lastPass(operations(contender), count(other.get())));
  }

  /** Returns the sum of squared differences if all executed queries of a side weigh the same. */
  private static double apart(boolean[] base, boolean[] contender) {
    int queries = Math.max(base.length, contender.length);
    double[] before = weights(base, queries);
    double[] after = weights(contender, queries);
    return IntStream.range(0, queries).mapToDouble(it -> square(after[it] - before[it])).sum();
  }

  private static double[] weights(boolean[] executed, int queries) {
    double each = 1.0 / count(executed);
    double[] weights = new double[queries];
    Arrays.setAll(weights, query -> query < executed.length && executed[query] ? each : 0);
    return weights;
  }

  private static double square(double value) {
    return value * value;
  }

  /**
   * Returns the sum of squared differences from equal weights, since some queries were executed
   * once more.
   */
  private static double lastPass(long operations, int queries) {
    double passes = (double) operations / queries;
    double rest = passes - Math.floor(passes);
    return passes > 1 ? rest * (1 - rest) / (queries * passes * passes) : 0;
  }

  private static int count(boolean[] executed) {
    return (int) IntStream.range(0, executed.length).filter(query -> executed[query]).count();
  }

  private static long operations(Observation observation) {
    return observation.latency().map(it -> it.operations()).orElse(0L);
  }

  /** Returns which queries were executed, according to the answers or the recall. */
  private static Optional<boolean[]> executed(Observation observation) {
    return observation
        .answers()
        .map(it -> it.rows())
        .or(() -> observation.recall().map(it -> it.byQuery().found()))
        .map(QueryChoice::executed)
        .filter(it -> count(it) > 0);
  }

  private static boolean[] executed(String byQuery) {
    int[] numbers = PerQuery.decode(byQuery);
    boolean[] executed = new boolean[numbers.length];
    for (int query = 0; query < numbers.length; query++) {
      executed[query] = numbers[query] != PerQuery.NONE;
    }
    return executed;
  }
}
