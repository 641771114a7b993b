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
import dev.pgassay.vector.Metric;
import java.util.List;
import java.util.Map;

/** Exact scans: what the host does for {@link ExactScanBenchmark}. */
public final class ExactScanWorkload extends BenchmarkWorkload {
  private static final String WORKERS = "workers";

  /** Makes the workload; called by the service loader. */
  public ExactScanWorkload() {
    super(ExactScanBenchmark.class);
  }

  @Override
  public String question() {
    return "What does a search without any vector index cost, which every index has to beat?";
  }

  @Override
  public String gate() {
    return "the exact neighbours themselves; the plan does not use the HNSW index, before and after";
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    Storage storage = build.constant("storage", Storage.class);
    MeasuredPlace place =
        storage == Storage.EXTERNAL
            ? MeasuredPlace.loaded(context)
            : MeasuredPlace.in(EventsCopy.make(context, "exact_scan", storage::apply));
    return new PreparedNearest(context, place, ExactScanWorkload::search);
  }

  private static Search search(Parameters point, String schema) {
    int k = point.integer(VectorParameters.K);
    Metric metric = VectorParameters.metric(point);
    String sql =
        """
        SELECT id
        FROM %s.events
        ORDER BY embedding %s ?
        LIMIT %d"""
            .formatted(schema, metric.operator(), k);
    return new Search(
        Question.among(metric, k),
        sql,
        1,
        // With vectors out of line the table is small, and the planner would use no workers.
        Map.of(
            "enable_seqscan", "on",
            "enable_indexscan", "off",
            "max_parallel_workers_per_gather", point.text(WORKERS),
            "min_parallel_table_scan_size", "0",
            "parallel_setup_cost", "0"),
        new PlanRule(List.of(), List.of(EventsVectorIndex.NAME)),
        Demand.EXACT);
  }
}
