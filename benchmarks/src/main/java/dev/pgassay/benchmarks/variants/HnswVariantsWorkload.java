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
import dev.pgassay.postgres.index.HnswIndex;
import dev.pgassay.vector.Metric;
import java.util.Map;

/**
 * HNSW indexes that are not the schema's own: what the host does for {@link HnswVariantsBenchmark}.
 */
public final class HnswVariantsWorkload extends BenchmarkWorkload {
  private static final String ELEMENT = "element";
  private static final String VECTOR = "vector";
  private static final String HALFVEC = "halfvec";
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
                  .ensure(HnswIndex.DEFAULT, context.buildLimits(), context.progress())
                  .build()),
          searches);
    }
    return new PreparedNearest(
        context, MeasuredPlace.in(copy(context, build, dimensions)), searches);
  }

  /** Tells whether the schema's own index is measured, which needs no copy. */
  private static boolean isOwn(Parameters build) {
    return build.text(ELEMENT).equals(VECTOR)
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
    return new Search(
        Question.among(metric, k),
        sql,
        1,
        Map.of(
            "enable_seqscan",
            planner.enableSeqscan(),
            "hnsw.iterative_scan",
            "off",
            "hnsw.ef_search",
            point.text(EF_SEARCH)),
        planner.rule(EventsVectorIndex.NAME),
        Demand.NEAR);
  }

  private static String element(Parameters build, int dimensions) {
    return build.text(ELEMENT).equals(HALFVEC)
        ? "(embedding::halfvec(" + dimensions + "))"
        : "embedding";
  }
}
