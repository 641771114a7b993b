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

/** IVFFlat indexes: what the host does for {@link IvfFlatBenchmark}. */
public final class IvfFlatWorkload extends BenchmarkWorkload {
  private static final IndexType TYPE = IndexType.IVFFLAT;
  private static final String LISTS = "lists";
  private static final String PROBES = "probes";
  private static final String INDEX = TYPE.indexName();

  /** Makes the workload; called by the service loader. */
  public IvfFlatWorkload() {
    super(IvfFlatBenchmark.class);
  }

  @Override
  public String question() {
    return "What latency does each recall cost with IVFFlat, over lists and probes, and what does its build cost?";
  }

  @Override
  public String gate() {
    return "distinct rows, near the exact neighbours; rows fewer than k are counted; the plan uses the index, before and after";
  }

  @Override
  public void check(Parameters point) {
    point.requireAtMost(PROBES, LISTS, "there are no more lists to read");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    EventsCopy copy =
        EventsCopy.make(
            context,
            "ivfflat",
            made -> {
              made.dropIndex(EventsVectorIndex.NAME);
              made.buildIndex(
                  INDEX, TYPE.index(VectorParameters.metric(build), build::text).using());
            });
    return new PreparedNearest(context, MeasuredPlace.in(copy), IvfFlatWorkload::search);
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
    Map<String, String> settings = TYPE.searchSettings(point.text(PROBES));
    settings.put("enable_seqscan", "off");
    return new Search(
        Question.among(metric, k), sql, 1, settings, PlanRule.uses(INDEX), Demand.NEAR);
  }
}
