package dev.pgassay.data.load;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import java.util.List;

/**
 * The rows of a generated dataset.
 *
 * @param generator of the rows
 */
record GeneratedSource(DatasetGenerator generator) implements LoadSource {
  @Override
  public DatasetIdentity identity() {
    return generator.identity();
  }

  @Override
  public int dimensions() {
    return generator.spec().dimensions();
  }

  @Override
  public long rows(Table table) {
    return generator.rows(table);
  }

  @Override
  public List<String> columns(Table table) {
    return generator.columns(table);
  }

  @Override
  public RowGenerator newRowGenerator(Table table) {
    return generator.newRowGenerator(table);
  }
}
