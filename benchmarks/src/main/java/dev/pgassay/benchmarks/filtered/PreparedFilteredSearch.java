package dev.pgassay.benchmarks.filtered;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.QuerySettings;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
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
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.vector.Metric;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The events with the indexes of one strategy, and the queries that every fork replays. */
final class PreparedFilteredSearch implements PreparedWorkload {
  private static final Metric METRIC = Metric.COSINE;
  private static final String GIN_INDEX = "events_search_vector_gin_idx";
  private static final String TOPIC_INDEX = "events_topic_rank_idx";
  private static final String AUDIENCE_INDEX = "events_audience_rank_idx";
  private static final String COMPOSITE_INDEX = "events_topic_rank_audience_rank_idx";
  private static final String PARTIAL_INDEX = "events_embedding_partial_hnsw_idx";

  private final WorkloadContext context;
  private final Strategy strategy;
  private final Optional<EventsCopy> copy;
  private final NearestQuestions questions;
  private final EventFilters filters;
  private final Map<Attribute, EventPartitions> partitions = new HashMap<>();

  private PreparedFilteredSearch(
      WorkloadContext context, Strategy strategy, Optional<EventsCopy> copy) {
    this.context = context;
    this.strategy = strategy;
    this.copy = copy;
    this.questions = new NearestQuestions(context);
    this.filters = new EventFilters(context);
  }

  /**
   * Makes the indexes of a strategy.
   *
   * @param build the strategy, and the filter of a partial index
   */
  static PreparedFilteredSearch of(WorkloadContext context, Parameters build)
      throws InterruptedException {
    Strategy strategy = build.constant(FilteredSearchWorkload.STRATEGY, Strategy.class);
    Optional<EventsCopy> copy =
        switch (strategy) {
          case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED, GIN -> Optional.empty();
          case BTREE_SINGLE ->
              copy(
                  context,
                  made -> {
                    made.dropIndex(EventsVectorIndex.NAME);
                    buildSingle(made);
                  });
          case BTREE_COMPOSITE ->
              copy(
                  context,
                  made -> {
                    made.dropIndex(EventsVectorIndex.NAME);
                    made.buildIndex(COMPOSITE_INDEX, "(topic_rank, audience_rank)");
                  });
          case PARTIAL_HNSW ->
              copy(
                  context,
                  made -> {
                    made.dropIndex(EventsVectorIndex.NAME);
                    made.buildIndex(
                        PARTIAL_INDEX,
                        VectorIndex.SCHEMA_DEFAULT.usingWithDefaults()
                            + " WHERE "
                            + EventFilters.condition(build, context.dataset()));
                  });
          case PARTITIONS -> copy(context, made -> made.dropIndex(EventsVectorIndex.NAME));
          case PLANNER -> copy(context, PreparedFilteredSearch::buildSingle);
        };
    return new PreparedFilteredSearch(context, strategy, copy);
  }

  private static Optional<EventsCopy> copy(WorkloadContext context, EventsCopy.Change change)
      throws InterruptedException {
    return Optional.of(EventsCopy.make(context, "filtered", change));
  }

  private static void buildSingle(EventsCopy copy) {
    copy.buildIndex(TOPIC_INDEX, "(topic_rank)");
    copy.buildIndex(AUDIENCE_INDEX, "(audience_rank)");
  }

  @Override
  public Workspace workspace() {
    return copy.map(EventsCopy::workspace).orElse(context.workspace());
  }

  @Override
  public List<IndexBuild> indexBuilds() {
    return copy.map(EventsCopy::builds).orElse(List.of());
  }

  /** Makes the partitions by an attribute for the first point that uses them. */
  @Override
  public void before(Parameters point) throws InterruptedException {
    filters.requireOnServer(point);
    if (strategy == Strategy.PARTITIONS) {
      partitions(EventFilters.attribute(point));
    }
  }

  @Override
  public Map<String, String> sessionSettings(Parameters point) {
    Map<String, String> settings = QuerySettings.with(Map.of());
    settings.putAll(
        EventsVectorIndex.TYPE.searchSettings(point.text(FilteredSearchWorkload.EF_SEARCH)));
    settings.put("hnsw.iterative_scan", strategy.iterativeScan());
    settings.put("hnsw.max_scan_tuples", point.text(FilteredSearchWorkload.MAX_SCAN_TUPLES));
    settings.put(
        "hnsw.scan_mem_multiplier", point.text(FilteredSearchWorkload.SCAN_MEM_MULTIPLIER));
    settings.put("work_mem", point.text(FilteredSearchWorkload.WORK_MEM));
    settings.put("enable_seqscan", strategy == Strategy.PLANNER ? "on" : "off");
    // Together they leave one plan: an index in the order of the distance, or all distances.
    settings.put("enable_sort", strategy.byDistance() ? "off" : "on");
    settings.put("enable_indexscan", strategy == Strategy.GIN ? "off" : "on");
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    int k = point.integer(FilteredSearchWorkload.K);
    return new QueryInputs(
            statement(point),
            questions.parameters(1),
            RowShape.IDS,
            new Rows(0, k),
            new Expected.Neighbours(
                questions.expected(question(point)),
                strategy.exact() ? NearestQuestions.LEAST_EXACT_RECALL : 0),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    Attribute attribute = EventFilters.attribute(point);
    int permille = FilteredSearchWorkload.permille(point);
    return switch (strategy) {
      case POST_FILTER, ITERATIVE_STRICT, ITERATIVE_RELAXED ->
          PlanRule.uses(EventsVectorIndex.NAME);
      case BTREE_SINGLE ->
          switch (attribute) {
            case TOPIC -> PlanRule.uses(TOPIC_INDEX);
            case AUDIENCE -> PlanRule.uses(AUDIENCE_INDEX);
            // One of the indexes may be enough for the planner.
            case BOTH, TERM -> PlanRule.FREE;
          };
      case BTREE_COMPOSITE -> PlanRule.uses(COMPOSITE_INDEX);
      case PARTIAL_HNSW -> PlanRule.uses(PARTIAL_INDEX);
      case PARTITIONS ->
          PlanRule.uses(partitions(attribute).indexes(permille).toArray(String[]::new));
      case GIN -> PlanRule.uses(GIN_INDEX);
      case PLANNER -> PlanRule.FREE;
    };
  }

  @Override
  public Optional<GroundTruthTask> truth(Parameters point) throws InterruptedException {
    return Optional.of(questions.truth(question(point)));
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    Question question = question(point);
    return new Judgement(
        questions.judge(question, answers), List.of(), questions.rowCounts(question, answers));
  }

  @Override
  public void close() {
    copy.ifPresent(EventsCopy::close);
  }

  /**
   * Returns the statement. k and the condition are part of its text, because the planner's cost and
   * its choice of indexes depend on them.
   */
  private String statement(Parameters point) {
    boolean partitioned = strategy == Strategy.PARTITIONS;
    String table =
        workspace().schema()
            + "."
            + (partitioned ? partitions(EventFilters.attribute(point)).table() : EventsCopy.EVENTS);
    String condition =
        partitioned
            ? partitions(EventFilters.attribute(point))
                .condition(FilteredSearchWorkload.permille(point))
            : filters.condition(point);
    int k = point.integer(FilteredSearchWorkload.K);
    if (!strategy.sortsAfter()) {
      return """
          SELECT id
          FROM %s
          WHERE %s
          ORDER BY embedding %s ?
          LIMIT %d"""
          .formatted(table, condition, METRIC.operator(), k);
    }
    return """
        WITH nearest AS MATERIALIZED (
          SELECT id, embedding %3$s ? AS distance
          FROM %1$s
          WHERE %2$s
          ORDER BY distance
          LIMIT %4$d
        )
        SELECT id
        FROM nearest
        ORDER BY distance + 0"""
        .formatted(table, condition, METRIC.operator(), k);
  }

  private EventPartitions partitions(Attribute attribute) {
    return partitions.computeIfAbsent(
        attribute,
        key -> {
          EventPartitions made =
              new EventPartitions(copy.orElseThrow(), key, context.dataset().events().dimensions());
          made.make();
          return made;
        });
  }

  private Question question(Parameters point) throws InterruptedException {
    return new Question(METRIC, point.integer(FilteredSearchWorkload.K), filters.of(point));
  }
}
