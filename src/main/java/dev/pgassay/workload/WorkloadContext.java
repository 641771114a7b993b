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
 * @param copies copies of the loaded database, for what needs an index gone or rows changed
 * @param buildSettings what index builds may use
 * @param scratch a folder of this run for files that forks read
 * @param progress tells what is being done
 */
public record WorkloadContext(
    Workspace workspace,
    DatasetGenerator dataset,
    Truths truths,
    Copies copies,
    BuildSettings buildSettings,
    Path scratch,
    Progress progress) {
  /** Checks that nothing is missing. */
  public WorkloadContext {
    Objects.requireNonNull(workspace, "workspace");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(truths, "truths");
    Objects.requireNonNull(copies, "copies");
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

  /** Copies of the loaded database. */
  public interface Copies {
    /** Where no benchmark may copy anything. */
    Copies NONE =
        new Copies() {
          @Override
          public Workspace make(String label) {
            throw new NotAvailable("no copy of the database can be had here: " + label);
          }

          @Override
          public void drop(String label) {
            throw new IllegalStateException("no copy was made: " + label);
          }
        };

    /**
     * Copies the loaded database, with its indexes as they stand. A copy of the same label that an
     * earlier run left is replaced.
     *
     * @param label lower-case letters, digits and underscores, at most 20
     * @return how to enter the copy, which is the same for every role
     * @throws NotAvailable where the server gives us one database only
     */
    Workspace make(String label);

    /**
     * Drops a copy.
     *
     * @param label as it was made
     */
    void drop(String label);
  }
}
