package dev.pgassay.benchmarks.hybrid;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Hybrid search: what the host does for {@link HybridSearchBenchmark}. */
public final class HybridSearchWorkload extends BenchmarkWorkload {
  static final String MODE = "mode";
  static final String WORDS = "words";
  static final String CANDIDATES = "candidates";
  static final String RRF_K = "rrf_k";
  static final String EF_SEARCH = "ef_search";

  /** Makes the workload; called by the service loader. */
  public HybridSearchWorkload() {
    super(HybridSearchBenchmark.class);
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
  public void check(Parameters point) {
    point.requireAtMost(CANDIDATES, EF_SEARCH, "an HNSW scan returns at most ef_search rows");
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build) {
    return new PreparedHybridSearch(context);
  }
}
