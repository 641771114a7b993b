package dev.pgassay.benchmarks.variants;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.PlanRule;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.load.EventsVectorIndex;
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

/**
 * HNSW over the signs of the components: what the host does for {@link BinaryQuantizedBenchmark}.
 */
public final class BinaryQuantizedWorkload implements Workload {
  private static final String CANDIDATES = "candidates";

  /** Makes the workload; called by the service loader. */
  public BinaryQuantizedWorkload() {}

  @Override
  public String name() {
    return "BinaryQuantized";
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
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            CANDIDATES,
            "candidates by Hamming distance that are ranked again by whole vectors; also ef_search",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("20", "50", "100", "200", "400")),
        VectorParameters.metric(Stage.SESSION),
        VectorParameters.k());
  }

  @Override
  public String benchmarkMethod() {
    return BinaryQuantizedBenchmark.class.getName() + ".nearestReRanked";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    VectorParameters.requireAtMost(
        point, VectorParameters.K, CANDIDATES, "only candidates are returned");
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
                  EventsVectorIndex.NAME, "USING hnsw ((" + signs + ") bit_hamming_ops)");
            });
    return new PreparedNearest(
        context, Optional.of(copy), (point, schema) -> search(point, schema, signs));
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
    return new Search(
        metric,
        k,
        sql,
        2,
        Map.of(
            "enable_seqscan", "off",
            "hnsw.iterative_scan", "off",
            "hnsw.ef_search", point.text(CANDIDATES)),
        PlanRule.uses(EventsVectorIndex.NAME),
        false);
  }

  /** Nothing but copies is changed. */
  @Override
  public void restore(WorkloadContext context) {}
}
