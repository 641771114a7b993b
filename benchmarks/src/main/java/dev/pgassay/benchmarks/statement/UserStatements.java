package dev.pgassay.benchmarks.statement;

import dev.pgassay.statement.StatementFile;
import dev.pgassay.workload.StatementWorkloads;
import dev.pgassay.workload.Workload;

/** Makes the benchmark of each of the user's statements. */
public final class UserStatements implements StatementWorkloads {
  /** Makes the service; called by the service loader. */
  public UserStatements() {}

  @Override
  public Workload of(StatementFile statement) {
    return new StatementWorkload(statement);
  }
}
