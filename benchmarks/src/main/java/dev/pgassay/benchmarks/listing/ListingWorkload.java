package dev.pgassay.benchmarks.listing;

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

/** Pages of listings under several sets of indexes: the host's part of {@link ListingBenchmark}. */
public final class ListingWorkload implements Workload {
  static final String INDEX = "index";
  static final String LISTING = "listing";
  static final String PAGE = "page";
  static final String DEPTH = "depth";

  /** Makes the workload; called by the service loader. */
  public ListingWorkload() {}

  @Override
  public String name() {
    return "Listing";
  }

  @Override
  public String question() {
    return "What does the right composite index save a listing, and what does a page far down cost?";
  }

  @Override
  public String gate() {
    return "the very 20 rows of each page in their order, computed from the generated events; the"
        + " plan uses the composite index, or the covering one by an index-only scan (but for OFFSET"
        + " beyond row 1000), before and after";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            INDEX,
            "migrated: all of the schema; composite: the listings' own alone; wrong_order: the time"
                + " first; single: one for each column; none; covering: with INCLUDE, for"
                + " index-only scans",
            Stage.BUILD,
            new Words(IndexVariant.words()),
            IndexVariant.words()),
        new Parameter(
            LISTING,
            "the columns with one value each, before the range of time",
            Stage.SESSION,
            new Words(Listing.words()),
            List.of(Listing.STATUS.word(), Listing.CITY.word())),
        new Parameter(
            PAGE,
            "how a page is asked for: by the rows before it, or by the last row before it",
            Stage.SESSION,
            new Words(Page.words()),
            Page.words()),
        new Parameter(
            DEPTH,
            "row of the listing that the page begins with",
            Stage.SESSION,
            new Integers(1, 10_000_000),
            List.of("1", "100")));
  }

  @Override
  public String benchmarkMethod() {
    return ListingBenchmark.class.getName() + ".page";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return QueryInputs.task(context, files);
  }

  @Override
  public void check(Parameters point) {
    // Any values go together; how long the listings are, the data tell.
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return new ListingPreparation(context, IndexVariant.of(build.text(INDEX))).prepare();
  }

  @Override
  public void restore(WorkloadContext context) {
    // The workspace itself is only read.
  }
}
