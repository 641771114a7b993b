package dev.pgassay.benchmarks.filtered;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.Parameter.Words;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.Map;
import java.util.Set;

/** Vector search with a filter: what the host does for {@link FilteredSearchBenchmark}. */
public final class FilteredSearchWorkload extends BenchmarkWorkload {
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
  public FilteredSearchWorkload() {
    super(FilteredSearchBenchmark.class);
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
  public void check(Parameters point) {
    Strategy strategy = point.constant(STRATEGY, Strategy.class);
    Attribute attribute = point.constant(ATTRIBUTE, Attribute.class);
    if (!strategy.answers(attribute)) {
      throw new InvalidInput(
          "strategy=%s cannot be combined with attribute=%s; measure them in separate runs"
              .formatted(Words.word(strategy), Words.word(attribute)));
    }
    if (attribute == Attribute.TERM && permille(point) > Attribute.MOST_PERMILLE_OF_TERM) {
      throw new InvalidInput(
          "no term is in %s %% of the events; the most common are in 10 %%"
              .formatted(point.text(SELECTIVITY)));
    }
    if (strategy == Strategy.POST_FILTER && point.integer(K) > point.integer(EF_SEARCH)) {
      throw new InvalidInput(
          "k must not be above ef_search without an iterative scan: k %d, ef_search %d"
              .formatted(point.integer(K), point.integer(EF_SEARCH)));
    }
  }

  /**
   * A partial index belongs to one filter. The indexes of several filters cannot exist together: if
   * one filter selects a part of another's rows, both indexes would serve it, and the planner would
   * choose.
   */
  @Override
  public Parameters build(Parameters point) {
    return point.constant(STRATEGY, Strategy.class) == Strategy.PARTIAL_HNSW
        ? point.only(Set.of(STRATEGY, ATTRIBUTE, SELECTIVITY))
        : point.only(Set.of(STRATEGY));
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedFilteredSearch.of(context, build);
  }

  static int permille(Parameters point) {
    return PERMILLE.get(point.text(SELECTIVITY));
  }
}
