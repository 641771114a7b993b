package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.benchmarks.copy.MeasuredPlace;
import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.benchmarks.loop.Planner;
import dev.pgassay.benchmarks.nearest.NearestQuestions.Question;
import dev.pgassay.benchmarks.nearest.PreparedNearest;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Demand;
import dev.pgassay.benchmarks.nearest.PreparedNearest.Search;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.vector.Metric;
import java.util.Map;

/** HNSW search over the events: what the host does for {@link HnswSearchBenchmark}. */
public final class HnswSearchWorkload extends BenchmarkWorkload {
  private static final String EF_SEARCH = "ef_search";
  private static final String K = "k";
  private static final Metric METRIC = Metric.COSINE;

  /** Makes the workload; called by the service loader. */
  public HnswSearchWorkload() {
    super(HnswSearchBenchmark.class);
  }

  @Override
  public String question() {
    return "What latency does each recall cost, over m, ef_construction and ef_search?";
  }

  @Override
  public String gate() {
    return "k distinct rows for every query, near the exact neighbours; the settings read back as"
        + " set; the plan of the prepared statement uses the index (planner=index), before and"
        + " after";
  }

  @Override
  public void check(Parameters point) {
    index(point);
    point.requireAtMost(K, EF_SEARCH, "an HNSW scan returns at most ef_search rows");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    VectorIndex index = index(build);
    EventsVectorIndex.Existing existing =
        EventsVectorIndex.of(context.workspace())
            .ensure(index, context.buildLimits(), context.progress());
    if (existing.reused()) {
      context.progress().say("reusing the existing " + index.type().label() + " index: " + index);
    }
    return new PreparedNearest(
        context, MeasuredPlace.loaded(context, existing.build()), HnswSearchWorkload::search);
  }

  @Override
  public boolean replacesIndexes() {
    return true;
  }

  @Override
  public void restore(WorkloadContext context) {
    EventsVectorIndex.of(context.workspace()).restore(context.buildLimits(), context.progress());
  }

  private static VectorIndex index(Parameters parameters) {
    return EventsVectorIndex.TYPE.index(METRIC, parameters::text);
  }

  private static Search search(Parameters point, String schema) {
    Question question = Question.among(METRIC, point.integer(K));
    Planner planner = Planner.of(point);
    Map<String, String> settings = EventsVectorIndex.TYPE.searchSettings(point.text(EF_SEARCH));
    settings.put("enable_seqscan", planner.enableSeqscan());
    return new Search(
        question,
        question.sql(schema + ".events"),
        1,
        settings,
        planner.rule(EventsVectorIndex.NAME),
        Demand.NEAR_AND_COMPLETE);
  }
}
