package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.RowReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A generated row by the names of its columns. */
final class CollectedRow {
  private CollectedRow() {}

  /** Generates one row and returns its values by column; null if it is null. */
  static Map<String, Object> of(DatasetGenerator generator, Table table, long row) {
    return of(generator.newRowGenerator(table), generator.columns(table), row);
  }

  static Map<String, Object> of(RowGenerator rows, List<String> columns, long row) {
    Object[] values = RowReader.of(rows, columns, columns).read(row);
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      named.put(columns.get(i), values[i]);
    }
    return named;
  }
}
