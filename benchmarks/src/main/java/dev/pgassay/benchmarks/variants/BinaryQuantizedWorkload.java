package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Demand;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.client.PlanRule;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexType;
import dev.pgassay.vector.Metric;
import java.util.Map;

/**
 * HNSW over the signs of the components: what the host does for {@link BinaryQuantizedBenchmark}.
 */
public final class BinaryQuantizedWorkload extends BenchmarkWorkload {
  private static final String CANDIDATES = "candidates";

  /** Makes the workload; called by the service loader. */
  public BinaryQuantizedWorkload() {
    super(BinaryQuantizedBenchmark.class);
  }

  @Override
  public String question() {
    return "How many candidates by Hamming distance must be ranked again to reach a recall, and at what cost?";
  }

  @Override
  public String gate() {
    return "distinct rows, near the exact neighbours of the whole vectors; the plan uses the index, before and after";
  }

  @Override
  public void check(Parameters point) {
    point.requireAtMost(VectorParameters.K, CANDIDATES, "only candidates are returned");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    String signs =
        "binary_quantize(embedding)::bit(%d)".formatted(context.dataset().events().dimensions());
    EventsCopy copy =
        EventsCopy.make(
            context,
            "binary_quantized",
            made -> {
              made.dropIndex(EventsVectorIndex.NAME);
              made.buildIndex(
                  EventsVectorIndex.NAME,
                  IndexType.HNSW.using("(" + signs + ")", "bit_hamming_ops", Map.of()));
            });
    return new PreparedNearest(
        context, MeasuredPlace.in(copy), (point, schema) -> search(point, schema, signs));
  }

  private static Search search(Parameters point, String schema, String signs) {
    int k = point.integer(VectorParameters.K);
    Metric metric = VectorParameters.metric(point);
    String sql =
        """
        SELECT id
        FROM (
          SELECT id, embedding
          FROM %s.events
          ORDER BY %s <~> binary_quantize(CAST(? AS vector))
          LIMIT %s
        ) AS candidates
        ORDER BY embedding %s ?
        LIMIT %d"""
            .formatted(schema, signs, point.text(CANDIDATES), metric.operator(), k);
    Map<String, String> settings = IndexType.HNSW.searchSettings(point.text(CANDIDATES));
    settings.put("enable_seqscan", "off");
    return new Search(
        Question.among(metric, k),
        sql,
        2,
        settings,
        PlanRule.uses(EventsVectorIndex.NAME),
        Demand.NEAR);
  }
}
