package dev.pgassay.data.dataset;

import dev.pgassay.data.dataset.prose.RowSink;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.Table;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Reads generated rows as values, so that a server's answers can be compared with the dataset
 * without asking the server. Not thread-safe: one per worker.
 *
 * <p>A uuid is read as {@link UUID}, a text as {@link String}, a timestamp as {@link Long} in
 * microseconds since 1970, a vector as {@code float[]}, any other value as the box of its type, and
 * SQL's null as null.
 */
public final class RowReader {
  private final RowGenerator rows;
  private final int columns;
  private final int[] placeOfColumn;
  private final Object[] values;
  private final Sink sink = new Sink();

  private RowReader(RowGenerator rows, List<String> generated, List<String> wanted) {
    this.rows = rows;
    this.columns = generated.size();
    this.placeOfColumn = generated.stream().mapToInt(wanted::indexOf).toArray();
    this.values = new Object[wanted.size()];
  }

  /**
   * Prepares to read columns of a table.
   *
   * @param generator of the dataset
   * @param table the table
   * @param columns names among {@link DatasetGenerator#columns}; other columns are skipped
   */
  public static RowReader of(DatasetGenerator generator, Table table, List<String> columns) {
    return of(generator.newRowGenerator(table), generator.columns(table), columns);
  }

  public static RowReader of(RowGenerator rows, List<String> generated, List<String> wanted) {
    if (!generated.containsAll(wanted)) {
      throw new IllegalArgumentException("columns are among " + generated + ": " + wanted);
    }
    return new RowReader(rows, generated, wanted);
  }

  /**
   * Reads a row.
   *
   * @param row 0 to the number of the table's rows - 1
   * @return the values in the order of the requested columns; the next call overwrites them
   */
  public Object[] read(long row) {
    sink.next = 0;
    rows.write(row, sink);
    if (sink.next != columns || sink.announced != columns) {
      throw new IllegalStateException(
          "row %d has %d columns, announced %d, of %d"
              .formatted(row, sink.next, sink.announced, columns));
    }
    return values;
  }

  /** Keeps the requested columns. */
  private final class Sink implements RowSink {
    private int next;
    private int announced;

    /**
     * Advances by one column and returns the index for its value, negative if it was not requested.
     */
    private int place() {
      return placeOfColumn[next++];
    }

    private void keep(Object value) {
      int place = place();
      if (place >= 0) {
        values[place] = value;
      }
    }

    @Override
    public void beginRow(int count) {
      announced = count;
    }

    @Override
    public void writeNull() {
      keep(null);
    }

    @Override
    public void writeUuid(long mostSignificantBits, long leastSignificantBits) {
      int place = place();
      if (place >= 0) {
        values[place] = new UUID(mostSignificantBits, leastSignificantBits);
      }
    }

    @Override
    public void writeText(byte[] utf8, int length) {
      int place = place();
      if (place >= 0) {
        values[place] = new String(utf8, 0, length, StandardCharsets.UTF_8);
      }
    }

    @Override
    public void writeBoolean(boolean value) {
      keep(value);
    }

    @Override
    public void writeInt(int value) {
      keep(value);
    }

    @Override
    public void writeDouble(double value) {
      keep(value);
    }

    @Override
    public void writeTimestamp(long microsSinceUnixEpoch) {
      keep(microsSinceUnixEpoch);
    }

    @Override
    public void writeVector(float[] components, int offset, int dimensions) {
      int place = place();
      if (place >= 0) {
        values[place] = Arrays.copyOfRange(components, offset, offset + dimensions);
      }
    }
  }
}
