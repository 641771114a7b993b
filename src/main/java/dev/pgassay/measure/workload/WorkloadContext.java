package dev.pgassay.measure.workload;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.truth.ExactNeighbors;
import dev.pgassay.data.truth.GroundTruthTask;
import dev.pgassay.data.truth.GroundTruthTask.Named;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.index.BuildSettings;
import dev.pgassay.postgres.index.VectorIndex;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import dev.pgassay.vector.Metric;
import dev.pgassay.vector.RowFilter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a workload is prepared and on what data.
 *
 * @param workspace the loaded workspace
 * @param generator of what is loaded; empty where the user's own tables are read
 * @param truths exact neighbours, computed when they are first asked for
 * @param copies copies of the loaded database, for what needs an index gone or rows changed
 * @param buildLimits the most that an index build may use
 * @param scratch a folder of this run for files that forks read
 * @param progress tells what is being done
 */
public record WorkloadContext(
    Workspace workspace,
    Optional<DatasetGenerator> generator,
    Truths truths,
    Copies copies,
    BuildLimits buildLimits,
    Path scratch,
    Progress progress) {
  /** Checks that nothing is missing. */
  public WorkloadContext {
    Objects.requireNonNull(workspace, "workspace");
    Objects.requireNonNull(generator, "generator");
    Objects.requireNonNull(truths, "truths");
    Objects.requireNonNull(copies, "copies");
    Objects.requireNonNull(buildLimits, "buildLimits");
    Objects.requireNonNull(scratch, "scratch");
    Objects.requireNonNull(progress, "progress");
  }

  /**
   * Returns what is loaded.
   *
   * @return the generator of the dataset
   * @throws IllegalStateException where the user's own tables are read: only their own statements
   *     are measured there
   */
  public DatasetGenerator dataset() {
    return generator.orElseThrow(() -> new IllegalStateException("no dataset is loaded"));
  }

  /**
   * Returns what the build of a graph on the loaded data gets: what the graph of the migrations'
   * own needs, as far as that is within the limits, since a parallel build reserves all that it
   * gets.
   *
   * @return settings of the building session
   * @throws IllegalStateException where the user's own tables are read
   */
  public BuildSettings buildSettings() {
    return VectorIndex.SCHEMA_DEFAULT.buildSettings(
        buildLimits, dataset().rows(Table.EVENTS), dataset().events().dimensions());
  }

  /** Exact neighbours of the dataset's held-out queries. */
  @FunctionalInterface
  public interface Truths {
    /**
     * Returns the exact neighbours among the events that pass a filter.
     *
     * @param metric the distance
     * @param k how many neighbours
     * @param filter which events pass, with a name that tells the filter from all others on this
     *     dataset
     * @return from the cache, or computed now; fewer than k neighbours where fewer events pass
     * @throws InterruptedException where the run is ended
     */
    ExactNeighbors get(Metric metric, int k, Named<RowFilter> filter) throws InterruptedException;

    /**
     * Returns the exact neighbours among all events.
     *
     * @param metric the distance
     * @param k how many neighbours
     * @return from the cache, or computed now
     * @throws InterruptedException where the run is ended
     */
    default ExactNeighbors get(Metric metric, int k) throws InterruptedException {
      return get(metric, k, GroundTruthTask.UNFILTERED);
    }
  }

  /** Copies of the loaded database. */
  public interface Copies {
    /** Where no benchmark may copy anything. */
    Copies NONE =
        new Copies() {
          @Override
          public Workspace make(String label) {
            throw new NotAvailable("the database cannot be copied here: " + label);
          }

          @Override
          public void drop(String label) {
            throw new IllegalStateException("no copy was made: " + label);
          }

          @Override
          public Copies of(String label) {
            return this;
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

    /**
     * Returns copies of a copy.
     *
     * @param label of a copy that was made
     * @return what makes them
     */
    Copies of(String label);
  }
}
