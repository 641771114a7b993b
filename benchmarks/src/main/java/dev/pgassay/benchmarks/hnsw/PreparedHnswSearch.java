package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.dataset.RowIds;
import dev.pgassay.dataset.Table;
import dev.pgassay.db.HnswIndex;
import dev.pgassay.db.IndexBuild;
import dev.pgassay.db.QueryParameters;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Workspace;
import dev.pgassay.failure.Failure;
import dev.pgassay.fork.Answers;
import dev.pgassay.fork.ParameterFile;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryInputs.KnownNeighbours;
import dev.pgassay.fork.QueryInputs.Rows;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.load.GroundTruth;
import dev.pgassay.vector.QueryRecall;
import dev.pgassay.vector.Recall;
import dev.pgassay.vector.RecallSummary;
import dev.pgassay.vector.VectorSource;
import dev.pgassay.workload.Judgement;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events with one HNSW index on them, and the queries that every fork replays. */
final class PreparedHnswSearch implements PreparedWorkload {
  private final WorkloadContext context;
  private final IndexBuild build;
  private final Map<Integer, GroundTruth> truths = new HashMap<>();
  private final RowIds ids;

  private PreparedHnswSearch(WorkloadContext context, IndexBuild build) {
    this.context = context;
    this.build = build;
    this.ids = RowIds.of(Table.EVENTS, context.dataset().spec().content().seed());
  }

  static PreparedHnswSearch of(WorkloadContext context, HnswIndex index) {
    EventsVectorIndex.Standing standing =
        EventsVectorIndex.of(context.workspace())
            .ensure(index, context.buildSettings(), context.progress());
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
    settings.put("enable_seqscan", planned(point) ? "off" : "on");
    return settings;
  }

  @Override
  public Map<String, String> forkInputs(Parameters point) throws InterruptedException {
    int k = point.integer(HnswSearchWorkload.K);
    return new QueryInputs(
            statement(k),
            queriesFile(),
            RowShape.IDS,
            Rows.exactly(expectedRows(k)),
            new KnownNeighbours(truthFile(k), leastRecall(k)),
            plan(point))
        .toMap();
  }

  @Override
  public PlanRule plan(Parameters point) {
    return planned(point) ? PlanRule.uses(build.name()) : PlanRule.FREE;
  }

  @Override
  public Judgement judge(Parameters point, Answers answers) throws InterruptedException {
    int k = point.integer(HnswSearchWorkload.K);
    Recall recall = new Recall(truth(k).neighbors(), k);
    List<QueryRecall> judged = new ArrayList<>();
    for (int query = 0; query < answers.queries(); query++) {
      if (answers.answered(query)) {
        judged.add(recall.judge(query, rows(answers, query)));
      }
    }
    return Judgement.of(RecallSummary.of(k, judged, context.dataset().spec().content().seed()));
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

  private long[] rows(Answers answers, int query) {
    long[] rows = new long[answers.rows(query)];
    for (int rank = 0; rank < rows.length; rank++) {
      rows[rank] =
          ids.rowOf(
              answers.mostSignificantBits(query, rank), answers.leastSignificantBits(query, rank));
      if (rows[rank] == RowIds.NONE) {
        throw new Failure(
            "query " + query + " returned an id that no event of the dataset has; load again");
      }
    }
    return rows;
  }

  /**
   * The gate's floor. Rows chosen blindly find k of all rows; answers to other data than the
   * truth's do no better. An index on white noise, the poorest there is, still does five times as
   * well.
   */
  private double leastRecall(int k) {
    double blind = (double) expectedRows(k) / context.dataset().spec().events();
    return Math.min(0.5, 5 * blind);
  }

  private int expectedRows(int k) {
    return (int) Math.min(k, context.dataset().spec().events());
  }

  private GroundTruth truth(int k) throws InterruptedException {
    GroundTruth truth = truths.get(k);
    if (truth == null) {
      truth = context.truths().get(HnswSearchWorkload.METRIC, k);
      truths.put(k, truth);
    }
    return truth;
  }

  private Path queriesFile() {
    Path file = context.scratch().resolve("queries.bin");
    if (!Files.exists(file)) {
      VectorSource queries = context.dataset().queries();
      float[][] vectors = new float[(int) queries.size()][queries.dimensions()];
      for (int query = 0; query < vectors.length; query++) {
        queries.read(query, 1, vectors[query]);
      }
      ParameterFile.write(file, QueryParameters.vectors(vectors));
    }
    return file;
  }

  private Path truthFile(int k) throws InterruptedException {
    Path file = context.scratch().resolve("truth-" + k + ".bin");
    if (!Files.exists(file)) {
      long[][] rows = truth(k).neighbors().rows();
      Answers answers = new Answers(rows.length, expectedRows(k));
      long[] halves = new long[2 * expectedRows(k)];
      for (int query = 0; query < rows.length; query++) {
        for (int rank = 0; rank < expectedRows(k); rank++) {
          halves[2 * rank] = ids.mostSignificantBits(rows[query][rank]);
          halves[2 * rank + 1] = ids.leastSignificantBits(rows[query][rank]);
        }
        answers.record(query, halves, expectedRows(k));
      }
      answers.write(file);
    }
    return file;
  }
}
