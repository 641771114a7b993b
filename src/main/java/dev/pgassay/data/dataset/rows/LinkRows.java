package dev.pgassay.data.dataset.rows;

import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.prose.TextBuffer;
import dev.pgassay.data.dataset.random.Draws;
import dev.pgassay.data.dataset.random.Draws.Cursor;
import java.util.List;

/**
 * The rows of a link table. The links of an event follow one another. The row number of a link
 * determines its event and its position among the event's links, and these determine the linked
 * entity. Immutable and thread-safe.
 */
public final class LinkRows implements TableRows {
  private final List<String> columns;
  private final LinkCounts counts;
  private final RowIds ids;
  private final RowIds eventIds;
  private final RowIds entityIds;
  private final Ends ends;
  private final Draws attributeDraws;

  /** The entities that an event's links refer to. Immutable and thread-safe. */
  interface Ends {
    /** Returns the table of the entities. */
    Table table();

    /** Returns the name of the column that refers to the entity. */
    String entityColumn();

    /** Returns the name of the column that describes the link. */
    String attributeColumn();

    /** Returns the row of the entity. All positions of an event have different entities. */
    long entityOf(long event, int position, int count);

    /** Writes the column that describes the link. */
    void writeAttribute(int position, int count, Cursor draws, TextBuffer scratch, RowSink sink);
  }

  public LinkRows(Table table, LinkCounts counts, Ends ends, long seed) {
    this.columns = List.of("id", "event_id", ends.entityColumn(), ends.attributeColumn());
    this.counts = counts;
    this.ids = RowIds.of(table, seed);
    this.eventIds = RowIds.of(Table.EVENTS, seed);
    this.entityIds = RowIds.of(ends.table(), seed);
    this.ends = ends;
    this.attributeDraws = Draws.of(seed, table.tableName());
  }

  @Override
  public long rows() {
    return counts.total();
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public RowGenerator newGenerator() {
    Cursor draws = attributeDraws.cursor(0);
    TextBuffer scratch = new TextBuffer();
    return (row, sink) -> {
      long event = counts.eventOf(row);
      int position = counts.positionOf(row);
      int count = counts.countOf(event);
      draws.moveTo(row);
      sink.beginRow(columns.size());
      write(ids, row, sink);
      write(eventIds, event, sink);
      write(entityIds, ends.entityOf(event, position, count), sink);
      ends.writeAttribute(position, count, draws, scratch, sink);
    };
  }

  private static void write(RowIds ids, long row, RowSink sink) {
    sink.writeUuid(ids.mostSignificantBits(row), ids.leastSignificantBits(row));
  }
}
