package dev.pgassay.benchmarks.listing;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Pages of listings under several sets of indexes: the host's part of {@link ListingBenchmark}. */
public final class ListingWorkload extends BenchmarkWorkload {
  static final String INDEX = "index";
  static final String LISTING = "listing";
  static final String PAGE = "page";
  static final String DEPTH = "depth";

  /** Makes the workload; called by the service loader. */
  public ListingWorkload() {
    super(ListingBenchmark.class);
  }

  @Override
  public String question() {
    return "What does the right composite index save a listing, and what does a page far down cost?";
  }

  @Override
  public String gate() {
    return "exactly the 20 rows of each page in their order, computed from the generated events; the"
        + " plan uses the composite index, or the covering one by an index-only scan (but for OFFSET"
        + " beyond row 1000), before and after";
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return new ListingPreparation(context, build.constant(INDEX, IndexVariant.class)).prepare();
  }
}
