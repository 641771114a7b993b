package dev.pgassay.benchmarks.hnsw;

import dev.pgassay.db.HnswIndex;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.load.EventsVectorIndex;
import dev.pgassay.vector.Metric;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;

/** HNSW search over the events: what the host does for {@link HnswSearchBenchmark}. */
public final class HnswSearchWorkload implements Workload {
  static final String M = "m";
  static final String EF_CONSTRUCTION = "ef_construction";
  static final String EF_SEARCH = "ef_search";
  static final String K = "k";
  static final String PLANNER = "planner";
  static final String PLANNER_INDEX = "index";
  static final String PLANNER_FREE = "free";

  static final Metric METRIC = Metric.COSINE;

  /** Makes the workload; called by the service loader. */
  public HnswSearchWorkload() {}

  @Override
  public String name() {
    return "HnswSearch";
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
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            M,
            "links of an element of the graph",
            Stage.BUILD,
            new Integers(2, 100),
            List.of("16")),
        new Parameter(
            EF_CONSTRUCTION,
            "candidates while the graph is built; at least 2 m",
            Stage.BUILD,
            new Integers(4, 1000),
            List.of("64")),
        new Parameter(
            EF_SEARCH,
            "candidates of a search; at least k",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("10", "20", "40", "100", "200")),
        new Parameter(
            K, "neighbours asked for", Stage.SESSION, new Integers(1, 1000), List.of("10")),
        new Parameter(
            PLANNER,
            "index: sequential scans off; free: the planner chooses, and its choice is a result",
            Stage.SESSION,
            new Words(List.of(PLANNER_INDEX, PLANNER_FREE)),
            List.of(PLANNER_INDEX)));
  }

  @Override
  public String benchmarkMethod() {
    return HnswSearchBenchmark.class.getName() + ".nearestK";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    index(point);
    int k = point.integer(K);
    int efSearch = point.integer(EF_SEARCH);
    if (k > efSearch) {
      throw new InvalidInput(
          "k must not be above ef_search, because an HNSW scan returns at most ef_search rows: k "
              + k
              + ", ef_search "
              + efSearch);
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    return PreparedHnswSearch.of(context, index(build));
  }

  @Override
  public boolean replacesIndexes() {
    return true;
  }

  @Override
  public void restore(WorkloadContext context) {
    EventsVectorIndex.of(context.workspace()).restore(context.buildLimits(), context.progress());
  }

  private static HnswIndex index(Parameters parameters) {
    return new HnswIndex(parameters.integer(M), parameters.integer(EF_CONSTRUCTION), METRIC);
  }
}
