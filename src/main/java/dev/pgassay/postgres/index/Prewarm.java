package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table with its TOAST and indexes into the server's buffers, through the extension {@code
 * pg_prewarm}, so that a warm measurement begins warm. If the buffers are too few for all of it,
 * only the heap and the indexes on vectors are read, the indexes last: a search compares vectors
 * inside the index and fetches rows from the heap.
 */
public final class Prewarm {
  private Prewarm() {}

  /**
   * The sizes of a table and of the part of it that was read.
   *
   * @param wholeBytes size of the table with TOAST and indexes
   * @param readBytes size of the part that was read: all of it, or only the heap and the indexes on
   *     vectors
   * @param resident whether the server's buffers have room for that part
   */
  public record Warmed(long wholeBytes, long readBytes, boolean resident) {}

  /**
   * Reads a table into the buffers.
   *
   * @param connection of a role that may read the table
   * @return the sizes; empty if the database does not have {@code pg_prewarm}
   * @throws DatabaseFailure if the server refuses it
   */
  public static Optional<Warmed> table(Connection connection, QualifiedName table) {
    try {
      Optional<String> function = WarmedRelation.prewarmFunction(connection);
      return function.isEmpty()
          ? Optional.empty()
          : Optional.of(read(connection, table, function.get()));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prewarm " + table, e);
    }
  }

  /**
   * Reads a table alone, or an index, into the buffers.
   *
   * @param connection of a role that may read it
   * @param oid of the relation
   * @throws DatabaseFailure if the server refuses it or the database does not have {@code
   *     pg_prewarm}
   */
  static void relation(Connection connection, long oid) {
    try {
      String function =
          WarmedRelation.prewarmFunction(connection)
              .orElseThrow(() -> new SQLException("the database has no extension pg_prewarm"));
      read(connection, function, List.of(oid));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prewarm the relation " + oid, e);
    }
  }

  private static void read(Connection connection, String function, List<Long> oids)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT " + function + "(?::oid::regclass)")) {
      for (long oid : oids) {
        statement.setLong(1, oid);
        statement.execute();
      }
    }
  }

  private static Warmed read(Connection connection, QualifiedName table, String function)
      throws SQLException {
    List<WarmedRelation> all = WarmedRelation.ofTable(connection, table);
    long bufferBytes = WarmedRelation.bufferBytes(connection);
    List<WarmedRelation> chosen =
        WarmedRelation.bytes(all) <= bufferBytes ? all : WarmedRelation.searched(all);
    read(connection, function, chosen.stream().map(WarmedRelation::oid).toList());
    long chosenBytes = WarmedRelation.bytes(chosen);
    return new Warmed(WarmedRelation.bytes(all), chosenBytes, chosenBytes <= bufferBytes);
  }
}
