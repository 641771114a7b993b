package dev.pgassay.runner.point;

import dev.pgassay.measure.client.Answers;
import dev.pgassay.result.point.PerQuery;
import dev.pgassay.result.point.QueryAnswers;
import dev.pgassay.result.point.RecallSummary.ByQuery;
import dev.pgassay.vector.QueryRecall;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.ToIntFunction;

/** Turns the observations of single queries into their stored form. */
final class QueryRecords {
  private QueryRecords() {}

  static QueryAnswers answers(Answers answers) {
    return new QueryAnswers(encode(answers, answers::rows), encode(answers, answers::digest));
  }

  private static String encode(Answers answers, IntUnaryOperator figure) {
    int[] figures = new int[answers.queries()];
    Arrays.setAll(
        figures, query -> answers.answered(query) ? figure.applyAsInt(query) : PerQuery.NONE);
    return PerQuery.encode(figures);
  }

  static ByQuery recalls(List<QueryRecall> recalls) {
    return new ByQuery(encode(recalls, QueryRecall::found), encode(recalls, QueryRecall::expected));
  }

  private static String encode(List<QueryRecall> recalls, ToIntFunction<QueryRecall> figure) {
    int[] figures = new int[1 + recalls.stream().mapToInt(QueryRecall::query).max().orElse(-1)];
    Arrays.fill(figures, PerQuery.NONE);
    recalls.forEach(it -> figures[it.query()] = figure.applyAsInt(it));
    return PerQuery.encode(figures);
  }
}
