package dev.pgassay.benchmarks.index;

import dev.pgassay.measure.workload.IndexWorkloads;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.index.IndexTypeFile;

/** Makes the benchmark of each index type that a user describes. */
public final class DescribedIndexes implements IndexWorkloads {
  /** Makes the service; called by the service loader. */
  public DescribedIndexes() {}

  @Override
  public Workload of(IndexTypeFile described) {
    return new IndexSearchWorkload(described);
  }
}
