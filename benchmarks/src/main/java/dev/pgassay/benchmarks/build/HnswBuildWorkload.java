package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.PreparedBuilds.Built;
import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.nearest.NearestQuestions;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.Expected;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.client.QueryInputs;
import dev.pgassay.measure.client.QueryInputs.Rows;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.VectorColumn;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.query.RowShape;
import dev.pgassay.vector.Metric;
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

  private static VectorIndex index(Parameters point) {
    return EventsVectorIndex.TYPE.index(METRIC, point::text);
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
          new Expected.Neighbours(questions.expected(QUESTION), questions.leastRecall(K)),
          PlanRule.uses(EventsVectorIndex.NAME));
    }

    @Override
    public Optional<GroundTruthTask> truth() {
      return Optional.of(questions.truth(QUESTION));
    }

    @Override
    public Map<String, String> querySettings() {
      return EventsVectorIndex.TYPE.searchSettings(Integer.toString(EF_SEARCH));
    }
  }
}
