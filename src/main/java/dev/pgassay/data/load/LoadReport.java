package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.result.environment.TableSize;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What loading a dataset took, read back from the database, so that it is the same whether it was
 * loaded now or before. Immutable.
 *
 * @param identity what is loaded
 * @param already whether it had been loaded before, so that nothing was done
 * @param sittings how often the load was taken up: 1 where it was not interrupted. Of an
 *     interrupted one the seconds hold what was kept, not what was lost
 * @param tables the rows of each table
 * @param builds what the build of each index took, in the order of the builds. An HNSW index that
 *     was replaced by another since stands here with its own build
 * @param sizes what each table and its indexes take on disk now
 * @param phaseSeconds the other phases in their order, in seconds
 */
public record LoadReport(
    DatasetIdentity identity,
    boolean already,
    int sittings,
    List<TableLoad> tables,
    List<IndexBuild> builds,
    List<TableSize> sizes,
    Map<String, Double> phaseSeconds) {

  /**
   * The rows of a table.
   *
   * @param table which
   * @param rows how many there are
   * @param seconds the time in which at least one connection was copying them, generation included
   */
  public record TableLoad(Table table, long rows, double seconds) {
    /**
     * Returns the rate.
     *
     * @return rows per second; not a number for an empty table
     */
    public double rowsPerSecond() {
      return rows / seconds;
    }
  }

  /** Copies the collections and keeps their order. */
  public LoadReport {
    tables = List.copyOf(tables);
    builds = List.copyOf(builds);
    sizes = List.copyOf(sizes);
    phaseSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(phaseSeconds));
  }

  /**
   * Returns the number of rows of all tables.
   *
   * @return not negative
   */
  public long rows() {
    return tables.stream().mapToLong(TableLoad::rows).sum();
  }
}
