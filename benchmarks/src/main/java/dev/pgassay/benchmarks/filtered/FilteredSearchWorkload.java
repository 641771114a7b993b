package dev.pgassay.benchmarks.filtered;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.fork.QueryInputs;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Integers;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Vector search with a filter: what the host does for {@link FilteredSearchBenchmark}. */
public final class FilteredSearchWorkload implements Workload {
  static final String STRATEGY = "strategy";
  static final String ATTRIBUTE = "attribute";
  static final String SELECTIVITY = "selectivity";
  static final String K = "k";
  static final String EF_SEARCH = "ef_search";
  static final String MAX_SCAN_TUPLES = "max_scan_tuples";
  static final String SCAN_MEM_MULTIPLIER = "scan_mem_multiplier";
  static final String WORK_MEM = "work_mem";

  private static final Map<String, Integer> PERMILLE =
      Map.of("50", 500, "10", 100, "1", 10, "0.1", 1, "0", 0);

  /** Makes the workload; called by the service loader. */
  public FilteredSearchWorkload() {}

  @Override
  public String name() {
    return "FilteredSearch";
  }

  @Override
  public String question() {
    return "How are the nearest of the events that pass a filter found best, by how many pass and"
        + " by what the filter is about?";
  }

  @Override
  public String gate() {
    return "every row passes the filter and comes once; recall is against the exact neighbours"
        + " among the rows that pass; answers with fewer rows than there were are counted;"
        + " the plan uses the strategy's indexes, before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            STRATEGY,
            "post_filter; iterative_strict, iterative_relaxed; btree_single, btree_composite and"
                + " gin first; partial_hnsw; partitions; planner: all indexes, its choice, with an"
                + " iterative scan in relaxed order where it takes HNSW",
            Stage.BUILD,
            new Words(Strategy.words()),
            List.of(
                Strategy.POST_FILTER.word(),
                Strategy.ITERATIVE_STRICT.word(),
                Strategy.ITERATIVE_RELAXED.word())),
        new Parameter(
            ATTRIBUTE,
            "topic: goes with the vectors; audience: independent of them; both; term: a word in the"
                + " text",
            Stage.SESSION,
            new Words(Attribute.words()),
            List.of(Attribute.TOPIC.word(), Attribute.AUDIENCE.word())),
        new Parameter(
            SELECTIVITY,
            "events that pass, in %; 0: none",
            Stage.SESSION,
            new Words(List.of("50", "10", "1", "0.1", "0")),
            List.of("50", "10", "1", "0.1")),
        new Parameter(
            K, "neighbours asked for", Stage.SESSION, new Integers(1, 1000), List.of("10")),
        new Parameter(
            EF_SEARCH,
            "candidates of a search, or of each step of an iterative scan",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("40")),
        new Parameter(
            MAX_SCAN_TUPLES,
            "rows after which an iterative scan gives up",
            Stage.SESSION,
            new Integers(1, Integer.MAX_VALUE),
            List.of("20000")),
        new Parameter(
            SCAN_MEM_MULTIPLIER,
            "memory after which an iterative scan gives up, in work_mem",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("1")),
        new Parameter(
            WORK_MEM,
            "memory of a sort, and unit of scan_mem_multiplier",
            Stage.SESSION,
            new Words(List.of("1MB", "4MB", "16MB", "64MB")),
            List.of("4MB")));
  }

  @Override
  public String benchmarkMethod() {
    return FilteredSearchBenchmark.class.getName() + ".nearestThatPass";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    Strategy strategy = Strategy.of(point.text(STRATEGY));
    Attribute attribute = Attribute.of(point.text(ATTRIBUTE));
    if (!strategy.answers(attribute)) {
      throw new InvalidInput(
          "strategy=%s does not go with attribute=%s; measure them in runs of their own"
              .formatted(strategy.word(), attribute.word()));
    }
    if (attribute == Attribute.TERM && permille(point) > Attribute.MOST_PERMILLE_OF_TERM) {
      throw new InvalidInput(
          "no term stands in %s %% of the events; the most are 10"
              .formatted(point.text(SELECTIVITY)));
    }
    if (strategy == Strategy.POST_FILTER && point.integer(K) > point.integer(EF_SEARCH)) {
      throw new InvalidInput(
          "k must not be above ef_search without an iterative scan: k %d, ef_search %d"
              .formatted(point.integer(K), point.integer(EF_SEARCH)));
    }
  }

  /**
   * A partial index is about one filter. Those of several filters cannot stand together: of one
   * that selects a part of another's rows both indexes would serve, and the planner would choose.
   */
  @Override
  public Parameters build(Parameters point) {
    return Strategy.of(point.text(STRATEGY)) == Strategy.PARTIAL_HNSW
        ? point.only(Set.of(STRATEGY, ATTRIBUTE, SELECTIVITY))
        : point.only(Set.of(STRATEGY));
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedFilteredSearch.of(context, build);
  }

  /** Nothing but copies is changed. */
  @Override
  public void restore(WorkloadContext context) {}

  static int permille(Parameters point) {
    return PERMILLE.get(point.text(SELECTIVITY));
  }
}
