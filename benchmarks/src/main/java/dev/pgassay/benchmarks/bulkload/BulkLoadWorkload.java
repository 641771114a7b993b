package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.QueryFiles;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;

/** Loads of many rows: what the host does for {@link BulkLoadBenchmark}. */
public final class BulkLoadWorkload extends BenchmarkWorkload {
  static final String INDEXES = "indexes";
  static final String METHOD = "method";
  static final String ROWS = "rows";

  /** Makes the workload; called by the service loader. */
  public BulkLoadWorkload() {
    super(BulkLoadBenchmark.class);
  }

  @Override
  public String question() {
    return "Which way loads many rows fastest: COPY or INSERT, with the indexes in place or"
        + " without?";
  }

  @Override
  public String gate() {
    return "the rows read back from the table are those that were generated, byte for byte;"
        + " every load inserts as many";
  }

  @Override
  public ClientTask task(ForkContext context, QueryFiles files) {
    return BulkLoadTask.of(context);
  }

  @Override
  public int mostClients() {
    return 1;
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedBulkLoad.of(context, build.constant(INDEXES, LoadIndexes.class));
  }
}
