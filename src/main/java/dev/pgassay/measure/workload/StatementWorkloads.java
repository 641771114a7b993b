package dev.pgassay.measure.workload;

import dev.pgassay.measure.statement.StatementFile;

/**
 * Makes benchmarks of the user's own statements. It is found as a service, because the JMH class of
 * such a benchmark is not part of the harness.
 */
@FunctionalInterface
public interface StatementWorkloads {
  /** Makes the benchmark of a statement, with the statement's name and without parameters. */
  Workload of(StatementFile statement);
}
