package dev.pgassay.benchmarks.loop;

import dev.pgassay.measure.client.ClientTask;
import dev.pgassay.measure.client.ForkReport.RowSpan;
import dev.pgassay.measure.client.SessionPlan;
import java.util.List;

/**
 * A task that repeats one operation, such as an index build, instead of queries: it returns no rows
 * to keep and has no plan to check.
 */
public abstract class OperationTask implements ClientTask {
  @Override
  public int queries() {
    return 1;
  }

  @Override
  public final int mostRows() {
    return 0;
  }

  /** Accepts any number of rows: by default an operation reports none. */
  @Override
  public List<String> violations(RowSpan rows) {
    return List.of();
  }

  @Override
  public final List<String> violations(SessionPlan plan) {
    return List.of();
  }
}
