package dev.pgassay.benchmarks.hybrid;

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

/** Hybrid search: what the host does for {@link HybridSearchBenchmark}. */
public final class HybridSearchWorkload implements Workload {
  static final String MODE = "mode";
  static final String WORDS = "words";
  static final String CANDIDATES = "candidates";
  static final String RRF_K = "rrf_k";
  static final String EF_SEARCH = "ef_search";

  /** Makes the workload; called by the service loader. */
  public HybridSearchWorkload() {}

  @Override
  public String name() {
    return "HybridSearch";
  }

  @Override
  public String question() {
    return "What does the fusion of text and vector search cost, and how much more relevant are its"
        + " answers?";
  }

  @Override
  public String gate() {
    return "rows by text are those of an evaluation without the server, in their order; rows by"
        + " vector and by both are at least half of those of an exact search; the plan uses GIN and"
        + " HNSW, before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            MODE,
            "text, vector, or hybrid: both, fused by reciprocal rank",
            Stage.SESSION,
            new Words(HybridMode.words()),
            HybridMode.words()),
        new Parameter(
            WORDS,
            "named: the two words that name the topic, and a noun; vague: three nouns of its texts, any"
                + " of which may be general",
            Stage.SESSION,
            new Words(QueryWords.words()),
            QueryWords.words()),
        new Parameter(
            CANDIDATES,
            "rows of each ranking that is fused; at most ef_search",
            Stage.SESSION,
            new Integers(10, 1000),
            List.of("50")),
        new Parameter(
            RRF_K,
            "constant of the fusion: the greater, the less the first places stand out",
            Stage.SESSION,
            new Integers(1, 1000),
            List.of("60")),
        new Parameter(
            EF_SEARCH,
            "candidates of the vector search",
            Stage.SESSION,
            new Integers(10, 1000),
            List.of("100")));
  }

  @Override
  public String benchmarkMethod() {
    return HybridSearchBenchmark.class.getName() + ".topTen";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    if (point.integer(CANDIDATES) > point.integer(EF_SEARCH)) {
      throw new InvalidInput(
          "candidates must not be above ef_search, because an HNSW scan returns at most ef_search"
              + " rows: candidates %d, ef_search %d"
                  .formatted(point.integer(CANDIDATES), point.integer(EF_SEARCH)));
    }
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    return new PreparedHybridSearch(context);
  }

  /** Nothing is changed. */
  @Override
  public void restore(WorkloadContext context) {}
}
