package dev.pgassay.benchmarks.build;

import dev.pgassay.benchmarks.build.PreparedBuilds.Built;
import dev.pgassay.benchmarks.copy.EventsCopy;
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
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds of the HNSW index: what the host does for {@link HnswBuildBenchmark}. */
public final class HnswBuildWorkload implements Workload {
  static final String M = "m";
  static final String EF_CONSTRUCTION = "ef_construction";

  private static final Metric METRIC = Metric.COSINE;
  private static final int K = 10;
  private static final int EF_SEARCH = 40;

  /** Makes the workload; called by the service loader. */
  public HnswBuildWorkload() {}

  @Override
  public String name() {
    return "HnswBuild";
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
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            M,
            "links of an element of the graph",
            Stage.SESSION,
            new Integers(2, 100),
            List.of("16")),
        new Parameter(
            EF_CONSTRUCTION,
            "candidates while the graph is built; at least 2 m",
            Stage.SESSION,
            new Integers(4, 1000),
            List.of("64")),
        BuildParameters.workers(List.of("0", "1")),
        BuildParameters.memory(List.of("64MB", "256MB")));
  }

  @Override
  public String benchmarkMethod() {
    return HnswBuildBenchmark.class.getName() + ".build";
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

  /** The copy alone is changed. */
  @Override
  public void restore(WorkloadContext context) {}

  private static HnswIndex index(Parameters point) {
    return new HnswIndex(point.integer(M), point.integer(EF_CONSTRUCTION), METRIC);
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
          "SELECT id FROM %s ORDER BY embedding %s ? LIMIT %d"
              .formatted(copy.quoted(EventsCopy.EVENTS), METRIC.operator(), K),
          questions.parameters(1),
          RowShape.IDS,
          Rows.exactly(questions.expectedRows(K)),
          new KnownNeighbours(
              questions.expected(Question.among(METRIC, K)), questions.leastRecall(K)),
          PlanRule.uses(EventsVectorIndex.NAME));
    }

    @Override
    public Optional<GroundTruthTask> truth() {
      return Optional.of(questions.truth(Question.among(METRIC, K)));
    }

    @Override
    public Map<String, String> querySettings() {
      return Map.of("hnsw.ef_search", Integer.toString(EF_SEARCH), "hnsw.iterative_scan", "off");
    }
  }
}
