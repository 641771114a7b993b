package dev.pgassay.data.load;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import java.util.List;

/**
 * Rows by number for each of the seven tables: what a loader needs to know of a dataset.
 * Thread-safe.
 */
public interface LoadSource {
  /**
   * Takes the rows of a generated dataset.
   *
   * @param generator makes them
   * @return the source
   */
  static LoadSource of(DatasetGenerator generator) {
    return new GeneratedSource(generator);
  }

  /**
   * Returns what tells these rows from all others.
   *
   * @return the identity
   */
  DatasetIdentity identity();

  /**
   * Returns the number of components of the embeddings.
   *
   * @return at least 1
   */
  int dimensions();

  /**
   * Returns the size of a table.
   *
   * @param table which
   * @return the number of rows, numbered from 0
   */
  long rows(Table table);

  /**
   * Returns the columns of a table that are given, in the order in which each row has them.
   *
   * @param table which
   * @return names of columns
   */
  List<String> columns(Table table);

  /**
   * Makes a generator of rows for one worker.
   *
   * @param table which
   * @return a generator of any row of the table, in any order
   */
  RowGenerator newRowGenerator(Table table);
}
