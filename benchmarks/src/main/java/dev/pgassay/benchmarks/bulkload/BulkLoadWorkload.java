package dev.pgassay.benchmarks.bulkload;

import dev.pgassay.fork.ClientTask;
import dev.pgassay.fork.ForkContext;
import dev.pgassay.fork.QueryFiles;
import dev.pgassay.workload.Parameter;
import dev.pgassay.workload.Parameter.Stage;
import dev.pgassay.workload.Parameter.Words;
import dev.pgassay.workload.Parameters;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.Workload;
import dev.pgassay.workload.WorkloadContext;
import java.util.List;

/** Loads of many rows: what the host does for {@link BulkLoadBenchmark}. */
public final class BulkLoadWorkload implements Workload {
  static final String INDEXES = "indexes";
  static final String METHOD = "method";
  static final String ROWS = "rows";

  /** Makes the workload; called by the service loader. */
  public BulkLoadWorkload() {}

  @Override
  public String name() {
    return "BulkLoad";
  }

  @Override
  public String question() {
    return "How are many rows brought in best: COPY or INSERT, with the indexes standing or"
        + " without?";
  }

  @Override
  public String gate() {
    return "the rows read back from the table are those that were generated, byte for byte; every"
        + " load brings in as many";
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(
        new Parameter(
            INDEXES,
            "that stand while rows come in. primary_key: only that; without_hnsw: all others; all",
            Stage.BUILD,
            new Words(LoadIndexes.words()),
            LoadIndexes.words()),
        new Parameter(
            METHOD,
            "copy_binary, copy_text; insert_N: N rows in a statement; insert_pipelined: one row in"
                + " a statement, a thousand statements in a JDBC batch",
            Stage.SESSION,
            new Words(LoadMethod.words()),
            LoadMethod.words()),
        new Parameter(
            ROWS,
            "events of a load, which is one transaction into an empty table",
            Stage.SESSION,
            new Words(List.of("1000", "2000", "5000", "10000", "20000")),
            List.of("1000")));
  }

  @Override
  public String benchmarkMethod() {
    return BulkLoadBenchmark.class.getName() + ".load";
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
  public void check(Parameters point) {
    // Any values go together.
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedBulkLoad.of(context, LoadIndexes.of(build.text(INDEXES)));
  }

  /** The copy alone is changed. */
  @Override
  public void restore(WorkloadContext context) {}
}
