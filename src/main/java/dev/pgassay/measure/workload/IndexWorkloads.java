package dev.pgassay.measure.workload;

import dev.pgassay.postgres.index.IndexTypeFile;

/**
 * Makes benchmarks of the index types that users describe. Found as a service, since the
 * benchmark's JMH class is not the harness's.
 */
@FunctionalInterface
public interface IndexWorkloads {
  /**
   * Makes the benchmark of an index type.
   *
   * @param described as the user described it
   * @return a benchmark of the type's name, whose parameters are the options of the type, its
   *     search effort and those of every search
   */
  Workload of(IndexTypeFile described);
}
