package dev.pgassay.postgres.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** How a row of an answer is kept: in two numbers, whatever its columns are. */
public enum RowShape {
  /** The first column is a uuid; the numbers are its halves. */
  IDS {
    @Override
    void read(ResultSet row, int columns, long[] answer, int at) throws SQLException {
      UUID id = row.getObject(1, UUID.class);
      answer[at] = id.getMostSignificantBits();
      answer[at + 1] = id.getLeastSignificantBits();
    }
  },
  /** The numbers are the {@link RowDigest} of all columns, as the server writes them as text. */
  DIGEST {
    @Override
    void read(ResultSet row, int columns, long[] answer, int at) throws SQLException {
      long first = RowDigest.FIRST;
      long second = RowDigest.SECOND;
      for (int column = 1; column <= columns; column++) {
        String text = row.getString(column);
        first = RowDigest.extend(first, text);
        second = RowDigest.extend(second, text);
      }
      answer[at] = first;
      answer[at + 1] = second;
    }
  };

  /**
   * Reads the row at the cursor.
   *
   * @param columns the number of columns of the result
   * @param answer receives two numbers
   * @param at the index of the first number in {@code answer}
   */
  abstract void read(ResultSet row, int columns, long[] answer, int at) throws SQLException;
}
