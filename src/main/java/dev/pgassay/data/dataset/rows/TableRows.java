package dev.pgassay.data.dataset.rows;

import java.util.List;

/** The rows of a table. Immutable and thread-safe. */
public interface TableRows {
  /** Returns the number of rows. */
  long rows();

  /** Returns the names of the generated columns, in the order of the generator. */
  List<String> columns();

  /** Returns a generator for one worker. */
  RowGenerator newGenerator();
}
