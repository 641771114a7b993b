package dev.pgassay.benchmarks.statement;

import dev.pgassay.measure.statement.StatementFile;
import dev.pgassay.measure.workload.StatementWorkloads;
import dev.pgassay.measure.workload.Workload;

/** Makes the benchmark of each of the user's statements. */
public final class UserStatements implements StatementWorkloads {

  @Override
  public Workload of(StatementFile statement) {
    return new StatementWorkload(statement);
  }
}
