package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.db.HnswIndex;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryInputs.KnownNeighbours;
import dev.pgassay.fork.QueryInputs.Rows;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.load.GroundTruthTask;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events with one HNSW index on them, and the queries that every fork replays. */
final class PreparedHnswSearch implements PreparedWorkload {
  private final WorkloadContext context;
  private final IndexBuild build;
  private final NearestQuestions questions;

  private PreparedHnswSearch(WorkloadContext context, IndexBuild build) {
    this.context = context;
    this.build = build;
    this.questions = new NearestQuestions(context);
  }

  static PreparedHnswSearch of(WorkloadContext context, HnswIndex index) {
    EventsVectorIndex.Standing standing =
        EventsVectorIndex.of(context.workspace())
            .ensure(index, context.buildLimits(), context.progress());
    if (standing.reused()) {
      context.progress().say("reusing the HNSW index that stands: " + index);
    }
    return new PreparedHnswSearch(context, standing.build());
  }

  @Override
  public Workspace workspace() {
    return context.workspace();
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return List.of(build);
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = new HashMap<>();
    settings.put("hnsw.ef_search", point.text(HnswSearchWorkload.EF_SEARCH));
    settings.put("hnsw.iterative_scan", "off");
    settings.put("plan_cache_mode", "auto");
    settings.put("statement_timeout", "60s");
    settings.put("jit", "off");
    settings.put("max_parallel_workers_per_gather", "0");
    settings.put("enable_seqscan", planned(point) ? "off" : "on");
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    int k = point.integer(HnswSearchWorkload.K);
    return new QueryInputs(
            statement(k),
            questions.parameters(1),
            RowShape.IDS,
            Rows.exactly(questions.expectedRows(k)),
            new KnownNeighbours(questions.expected(question(point)), questions.leastRecall(k)),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return planned(point) ? PlanRule.uses(build.name()) : PlanRule.FREE;
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return Optional.of(questions.truth(question(point)));
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return new Judgement(questions.judge(question(point), answers), List.of(), List.of());
  }

  private static Question question(Parameters point) {
    return Question.among(HnswSearchWorkload.METRIC, point.integer(HnswSearchWorkload.K));
  }

  /** Whether the index must be used. */
  private static boolean planned(Parameters point) {
    return !point.text(HnswSearchWorkload.PLANNER).equals(HnswSearchWorkload.PLANNER_FREE);
  }

  /** k stands in the text: with a parameter the planner would assume a tenth of the table. */
  private String statement(int k) {
    return "SELECT id FROM "
        + context.workspace().schema()
        + ".events ORDER BY embedding "
        + HnswSearchWorkload.METRIC.operator()
        + " ? LIMIT "
        + k;
  }
}
