package dev.pgassay.workload;

import dev.pgassay.dataset.DatasetGenerator;
import dev.pgassay.db.BuildSettings;
import dev.pgassay.db.Workspace;
import dev.pgassay.load.GroundTruth;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a workload is prepared and on what data.
 *
 * @param workspace the loaded workspace
 * @param dataset what is loaded
 * @param truths exact neighbours, computed when they are first asked for
 * @param buildSettings what index builds may use
 * @param scratch a folder of this run for files that forks read
 * @param progress tells what is being done
 */
public record WorkloadContext(
    Workspace workspace,
    DatasetGenerator dataset,
    Truths truths,
    BuildSettings buildSettings,
    Path scratch,
    Progress progress) {
  /** Checks that nothing is missing. */
  public WorkloadContext {
    Objects.requireNonNull(workspace, "workspace");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(truths, "truths");
    Objects.requireNonNull(scratch, "scratch");
    Objects.requireNonNull(progress, "progress");
  }

  /** Exact neighbours of the dataset's held-out queries. */
  @FunctionalInterface
  public interface Truths {
    /**
     * Returns the exact neighbours.
     *
     * @param metric the distance
     * @param k how many neighbours
     * @return from the cache, or computed now
     * @throws InterruptedException where the run is ended
     */
    GroundTruth get(Metric metric, int k) throws InterruptedException;
  }
}
