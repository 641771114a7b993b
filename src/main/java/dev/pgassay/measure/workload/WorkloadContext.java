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
 * The workspace and the data for which a workload is prepared.
 *
 * @param workspace the loaded workspace
 * @param generator of the loaded data; empty if the user's own tables are read
 * @param truths exact neighbours, computed at first use
 * @param copies copies of the loaded database, for benchmarks that remove indexes or change rows
 * @param buildLimits the most resources of an index build
 * @param scratch a folder of this run for files that forks read
 * @param progress reports what is being done
 */
public record WorkloadContext(
    Workspace workspace,
    Optional<DatasetGenerator> generator,
    Truths truths,
    Copies copies,
    BuildLimits buildLimits,
    Path scratch,
    Progress progress) {
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
   * Returns the generator of the loaded dataset.
   *
   * @throws IllegalStateException if the user's own tables are read, because only their own
   *     statements are measured there
   */
  public DatasetGenerator dataset() {
    return generator.orElseThrow(() -> new IllegalStateException("no dataset is loaded"));
  }

  /**
   * Returns the settings for building a graph on the loaded data: what the graph of the migrations
   * needs, within the limits, because a parallel build reserves all the memory that it may use.
   *
   * @return settings of the building session
   * @throws IllegalStateException if the user's own tables are read
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
     * @param k number of neighbours
     * @param filter which events pass, with a name that identifies the filter on this dataset
     * @return from the cache, or computed now; fewer than k neighbours if fewer events pass
     * @throws InterruptedException if the run is ended
     */
    ExactNeighbors get(Metric metric, int k, Named<RowFilter> filter) throws InterruptedException;

    /**
     * Returns the exact neighbours among all events.
     *
     * @param metric the distance
     * @param k number of neighbours
     * @return from the cache, or computed now
     * @throws InterruptedException if the run is ended
     */
    default ExactNeighbors get(Metric metric, int k) throws InterruptedException {
      return get(metric, k, GroundTruthTask.UNFILTERED);
    }
  }

  /** Copies of the loaded database. */
  public interface Copies {
    /** Allows no copies. */
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
     * Copies the loaded database with its current indexes. A copy of the same label that an earlier
     * run left is replaced.
     *
     * @param label lower-case letters, digits and underscores, at most 20
     * @return the workspace of the copy, with the same roles
     * @throws NotAvailable if the server has only one database for us
     */
    Workspace make(String label);

    /**
     * Drops a copy.
     *
     * @param label as it was made
     */
    void drop(String label);

    /**
     * Returns what makes copies of a copy.
     *
     * @param label of a copy that was made
     */
    Copies of(String label);
  }
}
