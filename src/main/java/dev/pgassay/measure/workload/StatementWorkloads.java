package dev.pgassay.measure.workload;

import dev.pgassay.measure.statement.StatementFile;

/**
 * Makes benchmarks of the user's own statements. Found as a service, since the benchmark's JMH
 * class is not the harness's.
 */
@FunctionalInterface
public interface StatementWorkloads {
  /**
   * Makes the benchmark of a statement.
   *
   * @param statement as the user wrote it
   * @return a benchmark of the statement's name, without parameters
   */
  Workload of(StatementFile statement);
}
