package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.PreparedBuilds.Built;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.db.HnswIndex;
import dev.pgassay.db.Role;
import dev.pgassay.db.RowShape;
import dev.pgassay.db.Session;
import dev.pgassay.db.VectorColumn;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.fork.QueryInputs.KnownNeighbours;
import dev.pgassay.fork.QueryInputs.Rows;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.load.GroundTruthTask;
import dev.pgassay.vector.Metric;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.util.Map;
import java.util.Optional;

/** Builds of the HNSW index: what the host does for {@link HnswBuildBenchmark}. */
public final class HnswBuildWorkload extends BenchmarkWorkload {
  private static final Metric METRIC = Metric.COSINE;
  private static final int K = 10;
  private static final int EF_SEARCH = 40;
  private static final Question QUESTION = Question.among(METRIC, K);

  /** Makes the workload; called by the service loader. */
  public HnswBuildWorkload() {
    super(HnswBuildBenchmark.class);
  }

  @Override
  public String question() {
    return "What do workers and memory save a build of the HNSW index, and what do m and"
        + " ef_construction cost it?";
  }

  @Override
  public String gate() {
    return "the index is valid; a search by it, as the plan says, finds near neighbours";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return BuildTask.of(context, files);
  }

  @Override
  public int mostClients() {
    return 1;
  }

  @Override
  public void check(Parameters point) {
    index(point);
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    NearestQuestions questions = new NearestQuestions(context);
    return PreparedBuilds.of(
        context, "hnsw_build", EventsVectorIndex.NAME, copy -> new Hnsw(copy, questions));
  }

  private static HnswIndex index(Parameters point) {
    return new HnswIndex(point.integer("m"), point.integer("ef_construction"), METRIC);
  }

  private record Hnsw(EventsCopy copy, NearestQuestions questions) implements Built {
    @Override
    public String sql(Parameters point) {
      return index(point)
          .createSql(
              EventsVectorIndex.NAME, VectorColumn.ofEvents(copy.workspace()), extensionSchema());
    }

    private String extensionSchema() {
      try (Session session = Session.open(copy.workspace().target(Role.OWNER))) {
        return session.rolledBack(
            "cannot find the schema of pgvector",
            () -> VectorColumn.extensionSchema(session.connection()));
      }
    }

    @Override
    public QueryInputs queries(Parameters point) throws InterruptedException {
      return new QueryInputs(
          QUESTION.sql(copy.quoted(EventsCopy.EVENTS)),
          questions.parameters(1),
          RowShape.IDS,
          Rows.exactly(questions.expectedRows(K)),
          new KnownNeighbours(questions.expected(QUESTION), questions.leastRecall(K)),
          PlanRule.uses(EventsVectorIndex.NAME));
    }

    @Override
    public Optional<GroundTruthTask> truth() {
      return Optional.of(questions.truth(QUESTION));
    }

    @Override
    public Map<String, String> querySettings() {
      return Map.of("hnsw.ef_search", Integer.toString(EF_SEARCH), "hnsw.iterative_scan", "off");
    }
  }
}
