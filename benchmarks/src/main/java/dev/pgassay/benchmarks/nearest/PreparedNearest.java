package dev.pgassay.benchmarks.nearest;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Workspace;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryInputs.KnownNeighbours;
import dev.pgassay.fork.QueryInputs.Rows;
import dev.pgassay.load.GroundTruthTask;
import dev.pgassay.vector.Metric;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Searches for the nearest events by one statement for each point, in the loaded workspace or in a
 * copy of it.
 */
public final class PreparedNearest implements PreparedWorkload {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "plan_cache_mode", "auto",
          "statement_timeout", "60s",
          "max_parallel_workers_per_gather", "0",
          "jit", "off");

  /** An exact search may differ from the truth by ties alone. */
  private static final double LEAST_EXACT_RECALL = 0.99;

  private final WorkloadContext context;
  private final Optional<EventsCopy> copy;
  private final List<IndexBuild> builds;
  private final Searches searches;
  private final NearestQuestions questions;

  /**
   * A search.
   *
   * @param metric by which the nearest are told
   * @param k how many are asked for
   * @param sql the statement
   * @param vectors how many question marks it has: each is the query's vector
   * @param settings of the session, beside those of all searches
   * @param plan how the rows must be reached
   * @param exact whether nothing can be missed
   */
  public record Search(
      Metric metric,
      int k,
      String sql,
      int vectors,
      Map<String, String> settings,
      PlanRule plan,
      boolean exact) {}

  /** Makes the search of a point. */
  @FunctionalInterface
  public interface Searches {
    /**
     * Makes it.
     *
     * @param point a value for every parameter
     * @param schema of the tables
     * @return the search
     */
    Search of(Parameters point, String schema);
  }

  /**
   * Prepares points.
   *
   * @param context of the workload
   * @param copy where they are measured; empty for the loaded workspace
   * @param searches makes the search of each
   */
  public PreparedNearest(WorkloadContext context, Optional<EventsCopy> copy, Searches searches) {
    this(context, copy, copy.map(EventsCopy::builds).orElse(List.of()), searches);
  }

  /**
   * Prepares points in the loaded workspace.
   *
   * @param context of the workload
   * @param standing the build of the index that they measure
   * @param searches makes the search of each
   */
  public PreparedNearest(WorkloadContext context, IndexBuild standing, Searches searches) {
    this(context, Optional.empty(), List.of(standing), searches);
  }

  private PreparedNearest(
      WorkloadContext context,
      Optional<EventsCopy> copy,
      List<IndexBuild> builds,
      Searches searches) {
    this.context = context;
    this.copy = copy;
    this.builds = builds;
    this.searches = searches;
    this.questions = new NearestQuestions(context);
  }

  @Override
  public Workspace workspace() {
    return copy.map(EventsCopy::workspace).orElse(context.workspace());
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return builds;
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = new TreeMap<>(SETTINGS);
    settings.putAll(search(point).settings());
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    Search search = search(point);
    return new QueryInputs(
            search.sql(),
            questions.parameters(search.vectors()),
            RowShape.IDS,
            new Rows(0, questions.expectedRows(search.k())),
            new KnownNeighbours(questions.expected(question(search)), leastRecall(search)),
            search.plan())
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return search(point).plan();
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) {
    return Optional.of(questions.truth(question(search(point))));
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    return new Judgement(questions.judge(question(search(point)), answers), List.of(), List.of());
  }

  @Override
  public void close() {
    copy.ifPresent(EventsCopy::close);
  }

  private double leastRecall(Search search) {
    return search.exact() ? LEAST_EXACT_RECALL : questions.leastRecall(search.k());
  }

  private Search search(Parameters point) {
    return searches.of(point, workspace().schema());
  }

  private static Question question(Search search) {
    return Question.among(search.metric(), search.k());
  }
}
