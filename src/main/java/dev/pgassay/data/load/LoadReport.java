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
 * The cost of loading a dataset, read back from the database, so that it is the same for an earlier
 * load. Immutable.
 *
 * @param identity of the dataset
 * @param already whether it had been loaded before, so that nothing was done
 * @param attempts number of attempts, 1 if the load was not interrupted; the seconds of an
 *     interrupted attempt do not include lost work
 * @param tables the rows of each table
 * @param builds the cost of each index build, in the order of the builds; an HNSW index that was
 *     replaced later is listed with its own build
 * @param sizes of each table and its indexes on disk now
 * @param phaseSeconds the other phases in their order, in seconds
 */
public record LoadReport(
    DatasetIdentity identity,
    boolean already,
    int attempts,
    List<TableLoad> tables,
    List<IndexBuild> builds,
    List<TableSize> sizes,
    Map<String, Double> phaseSeconds) {

  /**
   * The rows of a table.
   *
   * @param table the table
   * @param rows number of rows
   * @param seconds the time in which at least one connection was copying them, including generation
   */
  public record TableLoad(Table table, long rows, double seconds) {
    /** Returns rows per second; NaN for an empty table. */
    public double rowsPerSecond() {
      return rows / seconds;
    }
  }

  public LoadReport {
    tables = List.copyOf(tables);
    builds = List.copyOf(builds);
    sizes = List.copyOf(sizes);
    phaseSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(phaseSeconds));
  }

  /** Returns the number of rows of all tables. */
  public long rows() {
    return tables.stream().mapToLong(TableLoad::rows).sum();
  }
}
