package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.Answers;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Judgement;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.stats.Measure;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.RecallStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The events with the schema's own indexes, and the queries that every fork replays. */
final class PreparedHybridSearch implements PreparedWorkload {
  private static final String GIN_INDEX = "events_search_vector_gin_idx";

  /** The text ranking, which is exact, decides half of the places. */
  private static final double LEAST_RECALL = 0.5;

  private final WorkloadContext context;
  private final HybridQuestions questions;
  private final Relevance relevance;

  PreparedHybridSearch(WorkloadContext context) {
    this.context = context;
    this.questions = new HybridQuestions(context);
    this.relevance = Relevance.of(context.dataset());
  }

  @Override
  public Workspace workspace() {
    return context.workspace();
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings =
        EventsVectorIndex.TYPE.searchSettings(point.text(HybridSearchWorkload.EF_SEARCH));
    settings.put("enable_seqscan", "off");
    return QuerySettings.with(settings);
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    return new QueryInputs(
            sql(point),
            questions.parameters(point),
            RowShape.IDS,
            new Rows(0, HybridQuestions.TOP),
            expected(point),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return switch (mode(point)) {
      case TEXT -> PlanRule.uses(GIN_INDEX);
      case VECTOR -> PlanRule.uses(EventsVectorIndex.NAME);
      case HYBRID -> PlanRule.uses(GIN_INDEX, EventsVectorIndex.NAME);
    };
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return questions.truth(point);
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    Answers exact = questions.exact(point);
    List<QueryRecall> recalls = new ArrayList<>();
    double ndcg = 0;
    double recall = 0;
    int judged = 0;
    for (int query = 0; query < answers.queries(); query++) {
      if (answers.answered(query)) {
        recalls.add(recall(exact, answers, query));
        if (relevance.relevant(query) > 0) {
          long[] rows = questions.rows(answers, query);
          ndcg += relevance.ndcg(query, rows, HybridQuestions.TOP);
          recall += relevance.recall(query, rows, HybridQuestions.TOP);
          judged++;
        }
      }
    }
    Optional<String> wrong =
        mode(point) == HybridMode.TEXT ? expected(point).violation(answers) : Optional.empty();
    List<Measure> measures =
        judged == 0
            ? List.of()
            : List.of(
                new Measure("nDCG@10", "", ndcg / judged),
                new Measure("relevant", "%", 100 * recall / judged));
    return new Judgement(
        Optional.of(
            RecallStatistics.of(
                HybridQuestions.TOP, recalls, context.dataset().spec().content().seed())),
        wrong.stream().toList(),
        measures);
  }

  private Expected expected(Parameters point) throws InterruptedException {
    Path file = questions.file(point, ".answers");
    questions.exact(point).write(file);
    return mode(point) == HybridMode.TEXT
        ? new Expected.Rows(file, true)
        : new Expected.Neighbours(file, LEAST_RECALL);
  }

  /** Compares an answer with that of the exact search. */
  private static QueryRecall recall(Answers exact, Answers answers, int query) {
    Set<List<Long>> right = new HashSet<>(exact.list(query));
    int expected = right.size();
    right.retainAll(new HashSet<>(answers.list(query)));
    return new QueryRecall(query, right.size(), expected, answers.rows(query), false);
  }

  private String sql(Parameters point) {
    String events = context.workspace().schema() + ".events";
    String operator = HybridQuestions.METRIC.operator();
    int candidates = point.integer(HybridSearchWorkload.CANDIDATES);
    return switch (mode(point)) {
      case TEXT -> textSql(events, HybridQuestions.TOP);
      case VECTOR -> Question.among(HybridQuestions.METRIC, HybridQuestions.TOP).sql(events);
      case HYBRID ->
          """
          WITH by_text AS (
            SELECT id, row_number() OVER (ORDER BY rank DESC, id) AS place
            FROM (
              SELECT id, ts_rank(search_vector, query) AS rank
              FROM %1$s
              CROSS JOIN to_tsquery('english', ?) AS query
              WHERE search_vector @@ query
              ORDER BY rank DESC, id
              LIMIT %3$d
            ) AS ranked
          ), by_vector AS (
            SELECT id, row_number() OVER (ORDER BY distance) AS place
            FROM (
              SELECT id, embedding %2$s ? AS distance
              FROM %1$s
              ORDER BY distance
              LIMIT %3$d
            ) AS near
          )
          SELECT id
          FROM by_text
          FULL JOIN by_vector USING (id)
          ORDER BY
            coalesce(CAST(1 AS double precision) / (%4$d + by_text.place), 0)
              + coalesce(CAST(1 AS double precision) / (%4$d + by_vector.place), 0) DESC,
            id
          LIMIT %5$d"""
              .formatted(
                  events,
                  operator,
                  candidates,
                  point.integer(HybridSearchWorkload.RRF_K),
                  HybridQuestions.TOP);
    };
  }

  private static String textSql(String events, int limit) {
    return """
        SELECT id
        FROM %s
        CROSS JOIN to_tsquery('english', ?) AS query
        WHERE search_vector @@ query
        ORDER BY ts_rank(search_vector, query) DESC, id
        LIMIT %d"""
        .formatted(events, limit);
  }

  private static HybridMode mode(Parameters point) {
    return point.constant(HybridSearchWorkload.MODE, HybridMode.class);
  }
}
