package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Demand;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Searches;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.postgres.index.VectorElement;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.vector.Metric;
import java.util.Map;

/**
 * HNSW indexes that are not the schema's own: what the host does for {@link HnswVariantsBenchmark}.
 */
public final class HnswVariantsWorkload extends BenchmarkWorkload {
  private static final String ELEMENT = "element";
  private static final String EF_SEARCH = "ef_search";

  /** Makes the workload; called by the service loader. */
  public HnswVariantsWorkload() {
    super(HnswVariantsBenchmark.class);
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
  public void check(Parameters point) {
    point.requireAtMost(
        VectorParameters.K, EF_SEARCH, "an HNSW scan returns at most ef_search rows");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    int dimensions = context.dataset().events().dimensions();
    Searches searches = (point, schema) -> search(point, schema, dimensions);
    if (isOwn(build)) {
      return new PreparedNearest(
          context,
          MeasuredPlace.loaded(
              context,
              EventsVectorIndex.of(context.workspace())
                  .ensure(VectorIndex.SCHEMA_DEFAULT, context.buildLimits(), context.progress())
                  .build()),
          searches);
    }
    return new PreparedNearest(
        context, MeasuredPlace.in(copy(context, build, dimensions)), searches);
  }

  /** Tells whether the schema's own index is measured, which needs no copy. */
  private static boolean isOwn(Parameters build) {
    return !isHalf(build)
        && VectorParameters.metric(build) == Metric.COSINE
        && build.constant("storage", Storage.class) == Storage.EXTERNAL;
  }

  private static EventsCopy copy(WorkloadContext context, Parameters build, int dimensions)
      throws InterruptedException {
    return EventsCopy.make(
        context,
        "hnsw_variant",
        copy -> {
          build.constant("storage", Storage.class).apply(copy);
          String operatorClass =
              IndexType.HNSW.operatorClass(
                  build.constant(ELEMENT, VectorElement.class), VectorParameters.metric(build));
          copy.buildIndex(
              EventsVectorIndex.NAME,
              IndexType.HNSW.using(element(build, dimensions), operatorClass, Map.of()));
        });
  }

  private static Search search(Parameters point, String schema, int dimensions) {
    boolean half = isHalf(point);
    int k = point.integer(VectorParameters.K);
    Metric metric = VectorParameters.metric(point);
    Planner planner = Planner.of(point);
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
    Map<String, String> settings = IndexType.HNSW.searchSettings(point.text(EF_SEARCH));
    settings.put("enable_seqscan", planner.enableSeqscan());
    return new Search(
        Question.among(metric, k),
        sql,
        1,
        settings,
        planner.rule(EventsVectorIndex.NAME),
        Demand.NEAR);
  }

  private static boolean isHalf(Parameters point) {
    return point.constant(ELEMENT, VectorElement.class) == VectorElement.HALFVEC;
  }

  private static String element(Parameters build, int dimensions) {
    return isHalf(build) ? "(embedding::halfvec(" + dimensions + "))" : "embedding";
  }
}
