package dev.pgassay.benchmarks.statement;

import dev.pgassay.benchmarks.loop.BenchmarkWorkload;
import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.workload.Parameters;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import java.util.ArrayList;
import java.util.List;

/** A statement of the user's own: the host's part of {@link StatementBenchmark}. */
final class StatementWorkload extends BenchmarkWorkload {
  private final StatementFile statement;

  StatementWorkload(StatementFile statement) {
    super(StatementBenchmark.class);
    this.statement = statement;
  }

  @Override
  public String name() {
    return statement.name();
  }

  @Override
  public String question() {
    return statement.label();
  }

  @Override
  public String gate() {
    List<String> demands = new ArrayList<>();
    demands.add("rows " + statement.rows());
    statement.indexes().forEach(index -> demands.add("the plan uses " + index));
    statement
        .leastRecall()
        .ifPresent(least -> demands.add("recall of at least " + least + " against an exact scan"));
    if (statement.stable()) {
      demands.add("the same values give the same rows");
    }
    return String.join("; ", demands);
  }

  /** Returns the file, because any change of it may change the measurement. */
  @Override
  public String content() {
    return statement.text();
  }

  @Override
  public PreparedWorkload prepare(WorkloadContext context, Parameters build)
      throws InterruptedException {
    return PreparedStatementFile.of(statement, context);
  }
}
