package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import java.util.List;

/** A source with the same rows as another, which claims other dimensions. */
record ResizedSource(LoadSource source, int dimensions) implements LoadSource {
  @Override
  public DatasetIdentity identity() {
    return source.identity();
  }

  @Override
  public long rows(Table table) {
    return source.rows(table);
  }

  @Override
  public List<String> columns(Table table) {
    return source.columns(table);
  }

  @Override
  public RowGenerator newRowGenerator(Table table) {
    return source.newRowGenerator(table);
  }
}
