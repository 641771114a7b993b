package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.DatasetGenerator;
import java.util.ArrayList;
import java.util.List;

/** Reads generated columns. */
final class Columns {
  private Columns() {}

  /** Returns the values of a column in the order of the rows; null if it is null. */
  static List<Object> read(DatasetGenerator generator, Table table, String column) {
    return read(generator, table, column, generator.rows(table));
  }

  /** Returns the values of a column in the first rows. */
  static List<Object> read(DatasetGenerator generator, Table table, String column, long rows) {
    RowGenerator source = generator.newRowGenerator(table);
    List<String> columns = generator.columns(table);
    List<Object> values = new ArrayList<>();
    for (long row = 0; row < rows; row++) {
      values.add(CollectedRow.of(source, columns, row).get(column));
    }
    return values;
  }
}
