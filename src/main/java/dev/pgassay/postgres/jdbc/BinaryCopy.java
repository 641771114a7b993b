package dev.pgassay.postgres.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * One {@code COPY ... FROM STDIN (FORMAT binary)} in the transaction of a connection. Closing it
 * before {@link #finish} cancels the copy, so that nothing of it stays. Not thread-safe.
 */
public final class BinaryCopy implements AutoCloseable {
  private final CopyIn copy;
  private final String doing;

  private BinaryCopy(CopyIn copy, String doing) {
    this.copy = copy;
    this.doing = doing;
  }

  /**
   * Starts a copy.
   *
   * @param connection a connection of pgjdbc's that is in no other copy
   * @param table the table that receives the rows
   * @param columns the columns in the order in which every row has them
   * @param what names the rows in errors, such as {@code rows 0 to 4999}
   * @return the running copy
   * @throws DatabaseFailure if the server refuses it
   */
  public static BinaryCopy into(
      Connection connection, QualifiedName table, List<String> columns, String what) {
    String doing = "cannot copy " + what + " into " + table;
    String sql =
        "COPY %s (%s) FROM STDIN (FORMAT binary)".formatted(table.quoted(), quoted(columns));
    try {
      CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
      return new BinaryCopy(copy, doing);
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  /**
   * Sends the next bytes of the stream, wherever they begin and end. Blocks while the server is
   * behind.
   *
   * @param bytes holds them from its start
   * @param length the number of bytes
   * @throws DatabaseFailure if the server refused a row that was sent before, or is gone
   */
  public void write(byte[] bytes, int length) {
    try {
      copy.writeToCopy(bytes, 0, length);
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  /**
   * Ends the stream and waits for the server to have taken all of it. The rows stay when the
   * transaction commits.
   *
   * @return the number of rows
   * @throws DatabaseFailure if the server refused a row, or is gone
   */
  public long finish() {
    try {
      return copy.endCopy();
    } catch (SQLException e) {
      throw failure(doing, e);
    }
  }

  @Override
  public void close() {
    if (!copy.isActive()) {
      return;
    }
    try {
      copy.cancelCopy();
    } catch (SQLException ignored) {
      // The server is gone, and the rows with it: whoever made the copy fail says why.
    }
  }

  private static String quoted(List<String> columns) {
    return columns.stream().map(Identifier::quote).collect(Collectors.joining(", "));
  }

  private static DatabaseFailure failure(String doing, SQLException cause) {
    return DatabaseFailure.of(doing + place(cause), cause);
  }

  /** The server knows the line and the column of the row that it refused. */
  private static String place(SQLException cause) {
    if (cause instanceof PSQLException refused) {
      ServerErrorMessage words = refused.getServerErrorMessage();
      if (words != null && words.getWhere() != null) {
        return " (" + words.getWhere().lines().findFirst().orElse("") + ")";
      }
    }
    return "";
  }
}
