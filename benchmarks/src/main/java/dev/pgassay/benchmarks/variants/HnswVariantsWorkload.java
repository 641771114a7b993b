package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Searches;
import dev.pgassay.db.HnswIndex;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.vector.Metric;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * HNSW indexes that are not the schema's own: what the host does for {@link HnswVariantsBenchmark}.
 */
public final class HnswVariantsWorkload implements Workload {
  private static final String ELEMENT = "element";
  private static final String VECTOR = "vector";
  private static final String HALFVEC = "halfvec";

  /** Makes the workload; called by the service loader. */
  public HnswVariantsWorkload() {}

  @Override
  public String name() {
    return "HnswVariants";
  }

  @Override
  public String question() {
    return "What do half-precision vectors, another distance and vectors stored in their rows"
        + " change?";
  }

  @Override
  public String gate() {
    return "distinct rows, near the exact neighbours of the whole vectors; the plan uses the"
        + " index (planner=index), before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            ELEMENT,
            "what the graph's elements are: vector, or halfvec with half the bytes",
            Stage.BUILD,
            new Words(List.of(VECTOR, HALFVEC)),
            List.of(VECTOR, HALFVEC)),
        VectorParameters.metric(Stage.BUILD),
        VectorParameters.storage(),
        VectorParameters.efSearch(),
        VectorParameters.k(),
        VectorParameters.planner());
  }

  @Override
  public String benchmarkMethod() {
    return HnswVariantsBenchmark.class.getName() + ".nearestK";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    VectorParameters.requireAtMost(
        point,
        VectorParameters.K,
        VectorParameters.EF_SEARCH,
        "an HNSW scan returns at most ef_search rows");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    int dimensions = context.dataset().events().dimensions();
    Searches searches = (point, schema) -> search(point, schema, dimensions);
    if (isOwn(build)) {
      return new PreparedNearest(
          context,
          EventsVectorIndex.of(context.workspace())
              .ensure(HnswIndex.DEFAULT, context.buildLimits(), context.progress())
              .build(),
          searches);
    }
    return new PreparedNearest(context, Optional.of(copy(context, build, dimensions)), searches);
  }

  /** The schema's own index is measured where it stands. */
  private static boolean isOwn(Parameters build) {
    return build.text(ELEMENT).equals(VECTOR)
        && VectorParameters.metric(build) == Metric.COSINE
        && VectorParameters.storage(build) == Storage.EXTERNAL;
  }

  private static EventsCopy copy(WorkloadContext context, Parameters build, int dimensions)
      throws InterruptedException {
    return EventsCopy.make(
        context,
        "hnsw_variant",
        copy -> {
          VectorParameters.storage(build).apply(copy);
          String operatorClass =
              VectorParameters.metric(build)
                  .operatorClass()
                  .replaceFirst(VECTOR, build.text(ELEMENT));
          copy.buildIndex(
              EventsVectorIndex.NAME,
              "USING hnsw (%s %s)".formatted(element(build, dimensions), operatorClass));
        });
  }

  private static Search search(Parameters point, String schema, int dimensions) {
    boolean half = point.text(ELEMENT).equals(HALFVEC);
    int k = point.integer(VectorParameters.K);
    Metric metric = VectorParameters.metric(point);
    boolean free = VectorParameters.plannerIsFree(point);
    String sql =
        """
        SELECT id
        FROM %s.events
        ORDER BY %s %s %s
        LIMIT %d"""
            .formatted(
                schema,
                half ? "embedding::halfvec(" + dimensions + ")" : "embedding",
                metric.operator(),
                half ? "CAST(? AS halfvec(" + dimensions + "))" : "?",
                k);
    return new Search(
        metric,
        k,
        sql,
        1,
        Map.of(
            "enable_seqscan",
            free ? "on" : "off",
            "hnsw.iterative_scan",
            "off",
            "hnsw.ef_search",
            point.text(VectorParameters.EF_SEARCH)),
        free ? PlanRule.FREE : PlanRule.uses(EventsVectorIndex.NAME),
        false);
  }

  private static String element(Parameters build, int dimensions) {
    return build.text(ELEMENT).equals(HALFVEC)
        ? "(embedding::halfvec(" + dimensions + "))"
        : "embedding";
  }

  /** Nothing but copies is changed. */
  @Override
  public void restore(WorkloadContext context) {}
}
