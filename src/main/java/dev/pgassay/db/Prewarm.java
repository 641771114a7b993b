package dev.pgassay.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a table and what belongs to it into the server's buffers, through the extension {@code
 * pg_prewarm}, so that a warm measurement begins warm. Where the buffers are too few for all of it,
 * only the heap and the HNSW indexes are read, the indexes last: a search compares vectors inside
 * the index and fetches rows from the heap.
 */
public final class Prewarm {
  private static final String EXTENSION_SCHEMA =
      """
      SELECT n.nspname
      FROM pg_extension AS e
      JOIN pg_namespace AS n ON n.oid = e.extnamespace
      WHERE e.extname = 'pg_prewarm'
      """;

  private static final String BUFFERS =
      "SELECT setting::bigint * current_setting('block_size')::bigint"
          + " FROM pg_settings WHERE name = 'shared_buffers'";

  private static final String PARTS =
      """
      SELECT part.oid::bigint, pg_relation_size(part.oid), part.searched
      FROM pg_class AS t
      JOIN LATERAL (
        SELECT t.oid, true AS searched, 2 AS rank
        UNION ALL
        SELECT t.reltoastrelid, false, 1 WHERE t.reltoastrelid <> 0
        UNION ALL
        SELECT indexrelid, false, 1 FROM pg_index WHERE indrelid = t.reltoastrelid
        UNION ALL
        SELECT i.indexrelid, am.amname = 'hnsw', CASE am.amname WHEN 'hnsw' THEN 3 ELSE 1 END
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_am AS am ON am.oid = c.relam
        WHERE i.indrelid = t.oid
      ) AS part ON true
      WHERE t.oid = ?::regclass
      ORDER BY part.rank, part.oid
      """;

  private Prewarm() {}

  /**
   * What was read.
   *
   * @param wholeBytes size of the table with TOAST and indexes
   * @param readBytes how much of it was read: all of it, or heap and HNSW indexes alone
   * @param resident whether the server's buffers have room for what was read
   */
  public record Warmed(long wholeBytes, long readBytes, boolean resident) {}

  private record Part(long oid, long bytes, boolean searched) {}

  /**
   * Reads a table into the buffers.
   *
   * @param connection of a role that may read the table
   * @param table which
   * @return what was read; empty where the database does not have {@code pg_prewarm}
   * @throws DatabaseFailure where the server refuses it
   */
  public static Optional<Warmed> table(Connection connection, QualifiedName table) {
    try {
      Optional<String> schema = extensionSchema(connection);
      return schema.isEmpty()
          ? Optional.empty()
          : Optional.of(read(connection, table, schema.get()));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prewarm " + table, e);
    }
  }

  /**
   * Reads a table alone, or an index, into the buffers.
   *
   * @param connection of a role that may read it
   * @param oid of the relation
   * @throws DatabaseFailure where the server refuses it or the database does not have {@code
   *     pg_prewarm}
   */
  static void relation(Connection connection, long oid) {
    try {
      Optional<String> schema = extensionSchema(connection);
      if (schema.isEmpty()) {
        throw new SQLException("the database has no extension pg_prewarm");
      }
      read(connection, schema.get(), List.of(oid));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot prewarm the relation " + oid, e);
    }
  }

  private static void read(Connection connection, String schema, List<Long> oids)
      throws SQLException {
    String query = "SELECT " + Identifier.quote(schema) + ".pg_prewarm(?::oid::regclass)";
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      for (long oid : oids) {
        statement.setLong(1, oid);
        statement.execute();
      }
    }
  }

  private static Optional<String> extensionSchema(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXTENSION_SCHEMA);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private static Warmed read(Connection connection, QualifiedName table, String schema)
      throws SQLException {
    List<Part> all = parts(connection, table);
    long bufferBytes = bufferBytes(connection);
    List<Part> chosen =
        bytes(all) <= bufferBytes ? all : all.stream().filter(Part::searched).toList();
    read(connection, schema, chosen.stream().map(Part::oid).toList());
    return new Warmed(bytes(all), bytes(chosen), bytes(chosen) <= bufferBytes);
  }

  private static List<Part> parts(Connection connection, QualifiedName table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(PARTS)) {
      statement.setString(1, table.quoted());
      List<Part> parts = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          parts.add(new Part(row.getLong(1), row.getLong(2), row.getBoolean(3)));
        }
      }
      return parts;
    }
  }

  private static long bufferBytes(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUFFERS);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static long bytes(List<Part> parts) {
    return parts.stream().mapToLong(Part::bytes).sum();
  }
}
