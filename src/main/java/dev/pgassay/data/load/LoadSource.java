package dev.pgassay.data.load;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import java.util.List;

/** The rows of the seven tables by number, as a loader needs them. Thread-safe. */
public interface LoadSource {
  /** Returns the rows of a generated dataset. */
  static LoadSource of(DatasetGenerator generator) {
    return new GeneratedSource(generator);
  }

  /** Returns the identity of the rows. */
  DatasetIdentity identity();

  /** Returns the number of components of the embeddings, at least 1. */
  int dimensions();

  /** Returns the number of rows of a table, which are numbered from 0. */
  long rows(Table table);

  /**
   * Returns the names of the provided columns of a table, in the order in which each row has them.
   */
  List<String> columns(Table table);

  /** Makes a generator for one worker, of any row of the table in any order. */
  RowGenerator newRowGenerator(Table table);
}
