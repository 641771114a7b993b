package dev.pgassay.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Reads a table with all that belongs to it (TOAST, indexes) into the server's buffers, through the
 * extension {@code pg_prewarm}, so that a warm measurement begins warm.
 */
public final class Prewarm {
  private static final String EXTENSION_SCHEMA =
      """
      SELECT n.nspname
      FROM pg_extension AS e
      JOIN pg_namespace AS n ON n.oid = e.extnamespace
      WHERE e.extname = 'pg_prewarm'
      """;

  /**
   * What is read last stays where the buffers are too few for all: vectors are compared inside the
   * HNSW index, then rows are fetched from the heap.
   */
  private static final String READ =
      """
      SELECT coalesce(sum(size), 0)::bigint, coalesce(sum(blocks), 0)::bigint,
        (SELECT setting::bigint FROM pg_settings WHERE name = 'shared_buffers')
      FROM (
        SELECT pg_relation_size(oid) AS size, %s.pg_prewarm(oid::regclass, 'buffer') AS blocks
        FROM (
          SELECT part.oid
          FROM pg_class AS t
          JOIN LATERAL (
            SELECT t.oid, 3 AS rank
            UNION ALL
            SELECT t.reltoastrelid, 1 WHERE t.reltoastrelid <> 0
            UNION ALL
            SELECT indexrelid, 1 FROM pg_index WHERE indrelid = t.reltoastrelid
            UNION ALL
            SELECT i.indexrelid, CASE am.amname WHEN 'hnsw' THEN 4 ELSE 2 END
            FROM pg_index AS i
            JOIN pg_class AS c ON c.oid = i.indexrelid
            JOIN pg_am AS am ON am.oid = c.relam
            WHERE i.indrelid = t.oid
          ) AS part ON true
          WHERE t.oid = ?::regclass
          ORDER BY part.rank
          OFFSET 0
        ) AS ordered
      ) AS warmed
      """;

  private Prewarm() {}

  /**
   * What was read.
   *
   * @param bytes size of the table with TOAST and indexes
   * @param resident whether the server's buffers have room for all of it
   */
  public record Warmed(long bytes, boolean resident) {}

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

  private static Optional<String> extensionSchema(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXTENSION_SCHEMA);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
    }
  }

  private static Warmed read(Connection connection, QualifiedName table, String schema)
      throws SQLException {
    String query = READ.formatted(Identifier.quote(schema));
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setString(1, table.quoted());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Warmed(row.getLong(1), row.getLong(2) <= row.getLong(3));
      }
    }
  }
}
