package dev.pgassay.benchmarks.copy;

import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.Workspace;
import java.util.List;

/**
 * The place where points are measured: the loaded workspace or a copy of it.
 *
 * @param workspace the workspace
 * @param builds the indexes that the points measure
 * @param end action after the measurement, such as dropping the copy
 */
public record MeasuredPlace(Workspace workspace, List<IndexBuild> builds, Runnable end) {
  public MeasuredPlace {
    builds = List.copyOf(builds);
  }

  /**
   * Measures in the loaded workspace.
   *
   * @param context of the workload
   * @param builds the indexes that the points measure
   */
  public static MeasuredPlace loaded(WorkloadContext context, IndexBuild... builds) {
    return new MeasuredPlace(context.workspace(), List.of(builds), () -> {});
  }

  /**
   * Measures in a copy, which is dropped afterwards.
   *
   * @param copy with all its indexes
   */
  public static MeasuredPlace in(EventsCopy copy) {
    return new MeasuredPlace(copy.workspace(), copy.builds(), copy::close);
  }
}
