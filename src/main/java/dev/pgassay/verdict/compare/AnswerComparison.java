package dev.pgassay.verdict.compare;

import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.PerQuery;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.QueryAnswers;
import dev.pgassay.result.point.RowCheck;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compares answers that the data alone decides: by query if they were kept, else by the number of
 * rows if it was the same for all. {@link RecallComparison} compares approximate answers.
 */
final class AnswerComparison {
  private final PointKey key;
  private final Policy policy;

  private AnswerComparison(PointKey key, Policy policy) {
    this.key = key;
    this.policy = policy;
  }

  static Optional<Finding> finding(RecordedPoint base, RecordedPoint contender, Policy policy) {
    AnswerComparison comparison = new AnswerComparison(base.key(), policy);
    Optional<QueryAnswers> before = last(base, Observation::answers);
    Optional<QueryAnswers> after = last(contender, Observation::answers);
    if (before.isPresent() && after.isPresent()) {
      return Optional.of(comparison.byQuery(before.get(), after.get()));
    }
    boolean approximate = last(base, Observation::recall).isPresent();
    return approximate
        ? Optional.empty()
        : last(base, Observation::rowCheck)
            .filter(rows -> rows.fewestRows() == rows.mostRows())
            .flatMap(
                rows ->
                    last(contender, Observation::rowCheck)
                        .map(now -> comparison.byNumber(rows, now)));
  }

  private static <T> Optional<T> last(
      RecordedPoint point, Function<Observation, Optional<T>> figure) {
    return point.observations().stream()
        .flatMap(observation -> figure.apply(observation).stream())
        .reduce((first, second) -> second);
  }

  private Finding byQuery(QueryAnswers before, QueryAnswers after) {
    Answered base = Answered.of(before);
    Answered contender = Answered.of(after);
    int common = 0;
    int changed = 0;
    int first = PerQuery.NONE;
    for (int query = 0; query < base.queries() && query < contender.queries(); query++) {
      if (base.has(query) && contender.has(query)) {
        common++;
        if (!base.sameAs(contender, query)) {
          first = changed == 0 ? query : first;
          changed++;
        }
      }
    }
    if (common == 0) {
      return finding(Verdict.NOT_COMPARABLE, "no query was executed on both sides; measure longer");
    }
    if (changed == 0) {
      return finding(Verdict.OK, format("%,d queries give the same answers", common));
    }
    return finding(
        changed > policy.tolerance(Aspect.ROWS, key) * common ? Verdict.REGRESSED : Verdict.OK,
        format("%,d of %,d queries give different answers, the first is ", changed, common)
            + base.difference(contender, first));
  }

  private Finding byNumber(RowCheck before, RowCheck after) {
    return before.equals(after)
        ? finding(Verdict.OK, "the same number of rows")
        : finding(
            policy.tolerance(Aspect.ROWS, key) >= 1 ? Verdict.OK : Verdict.REGRESSED,
            rows(after) + ", was " + rows(before));
  }

  private static String rows(RowCheck rows) {
    return rows.fewestRows() == rows.mostRows()
        ? rows.mostRows() + " rows"
        : rows.fewestRows() + " to " + rows.mostRows() + " rows";
  }

  private Finding finding(Verdict verdict, String sentence) {
    return Finding.of(key, Aspect.ROWS, verdict, sentence);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /** Answers by query. */
  private record Answered(int[] rows, int[] digests) {
    static Answered of(QueryAnswers answers) {
      return new Answered(PerQuery.decode(answers.rows()), PerQuery.decode(answers.digests()));
    }

    int queries() {
      return Math.min(rows.length, digests.length);
    }

    boolean has(int query) {
      return rows[query] != PerQuery.NONE;
    }

    boolean sameAs(Answered other, int query) {
      return rows[query] == other.rows[query] && digests[query] == other.digests[query];
    }

    String difference(Answered other, int query) {
      return rows[query] == other.rows[query]
          ? "query " + query + " with other rows, or in another order"
          : "query " + query + " with " + other.rows[query] + " rows, had " + rows[query];
    }
  }
}
