package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import java.util.List;

/** A source with the rows of another, which calls back once, before one row of the events. */
final class RowHook implements LoadSource {
  private final LoadSource source;
  private final long hookedRow;
  private final Runnable action;

  RowHook(LoadSource source, long hookedRow, Runnable action) {
    this.source = source;
    this.hookedRow = hookedRow;
    this.action = action;
  }

  @Override
  public DatasetIdentity identity() {
    return source.identity();
  }

  @Override
  public int dimensions() {
    return source.dimensions();
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
    RowGenerator generator = source.newRowGenerator(table);
    if (table != Table.EVENTS) {
      return generator;
    }
    return (row, sink) -> {
      if (row == hookedRow) {
        action.run();
      }
      generator.write(row, sink);
    };
  }
}
