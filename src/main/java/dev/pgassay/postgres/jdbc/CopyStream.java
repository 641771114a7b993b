package dev.pgassay.postgres.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * COPY between columns of a table and a stream of bytes that is in one of the server's formats
 * already. Immutable.
 *
 * @param table the table of the rows
 * @param columns in the order in which every row has them
 * @param format of the stream
 */
public record CopyStream(QualifiedName table, List<String> columns, Format format) {
  private static final int BUFFER_BYTES = 256 * 1024;

  /** A format of COPY. */
  public enum Format {
    /** Lines of text, columns divided by tabs. */
    TEXT,
    /** Fields in the binary form of their types. */
    BINARY
  }

  /** Copies the list. */
  public CopyStream {
    columns = List.copyOf(columns);
  }

  /**
   * Copies from a stream into the table.
   *
   * @param connection a connection of pgjdbc's, in a transaction or in autocommit mode
   * @param rows the stream, which is read to its end
   * @return the number of rows
   * @throws SQLException as the driver threw it
   * @throws IOException if the stream cannot be read
   */
  public long read(Connection connection, InputStream rows) throws SQLException, IOException {
    String sql =
        "COPY %s (%s) FROM STDIN (FORMAT %s)".formatted(table.quoted(), columnList(), formatWord());
    return manager(connection).copyIn(sql, rows, BUFFER_BYTES);
  }

  /**
   * Copies the table to a stream. The storage order is not stable: a short row may go to a page
   * that a long row has left.
   *
   * @param connection a connection of pgjdbc's
   * @param orderColumn the column that orders the rows
   * @param rows the stream
   * @return the number of rows
   * @throws SQLException as the driver threw it
   * @throws IOException if the stream cannot be written
   */
  public long write(Connection connection, String orderColumn, OutputStream rows)
      throws SQLException, IOException {
    String sql =
        "COPY (SELECT %s FROM %s ORDER BY %s) TO STDOUT (FORMAT %s)"
            .formatted(columnList(), table.quoted(), Identifier.quote(orderColumn), formatWord());
    return manager(connection).copyOut(sql, rows);
  }

  private String columnList() {
    return columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
  }

  private String formatWord() {
    return format.name().toLowerCase(Locale.ROOT);
  }

  private static CopyManager manager(Connection connection) throws SQLException {
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }
}
