package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.QualifiedName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table, an index or a TOAST table that {@code pg_prewarm} can read into the server's buffers.
 *
 * @param name the same in every database with that table or index
 * @param oid of the relation
 * @param blocks of its main fork
 * @param bytes of its main fork
 * @param searched whether a search looks at it: a search compares vectors inside an index on them
 *     and fetches rows from the heap
 */
record WarmedRelation(String name, long oid, long blocks, long bytes, boolean searched) {
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

  private static final String RELATIONS =
      """
      SELECT part.oid::bigint, pg_relation_size(part.oid), part.searched,
        current_setting('block_size')::bigint, part.name
      FROM pg_class AS t
      JOIN LATERAL (
        SELECT t.oid, true AS searched, 2 AS rank, t.relname AS name
        UNION ALL
        SELECT t.reltoastrelid, false, 1, 'toast of ' || t.relname WHERE t.reltoastrelid <> 0
        UNION ALL
        SELECT indexrelid, false, 1, 'toast index of ' || t.relname
        FROM pg_index WHERE indrelid = t.reltoastrelid
        UNION ALL
        SELECT i.indexrelid, near.searched, CASE WHEN near.searched THEN 3 ELSE 1 END, c.relname
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid
        CROSS JOIN LATERAL (SELECT %s) AS near (searched)
        WHERE i.indrelid = t.oid
      ) AS part ON true
      WHERE %s
      ORDER BY pg_total_relation_size(t.oid), t.oid, part.rank, part.oid
      """;

  /**
   * Lists the relations of a table. Those that searches use come last, so that they stay if the
   * buffers are too few.
   */
  static List<WarmedRelation> ofTable(Connection connection, QualifiedName table)
      throws SQLException {
    return read(connection, "t.oid = ?::regclass", table.quoted());
  }

  /** Lists the relations of all tables of a schema, the largest table last. */
  static List<WarmedRelation> ofSchema(Connection connection, String schema) throws SQLException {
    return read(connection, "t.relnamespace = to_regnamespace(?) AND t.relkind = 'r'", schema);
  }

  /** Returns the relations of all tables of a database but the server's own, the largest last. */
  static List<WarmedRelation> ofDatabase(Connection connection) throws SQLException {
    return read(
        connection,
        "t.relkind IN ('r', 'm') AND t.relnamespace <> ALL (?::regnamespace[])",
        "{pg_catalog,information_schema,pg_toast}");
  }

  private static List<WarmedRelation> read(Connection connection, String condition, String name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(RELATIONS.formatted(IndexType.ORDERS_BY_DISTANCE, condition))) {
      statement.setString(1, name);
      List<WarmedRelation> relations = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long bytes = row.getLong(2);
          relations.add(
              new WarmedRelation(
                  row.getString(5),
                  row.getLong(1),
                  bytes / row.getLong(4),
                  bytes,
                  row.getBoolean(3)));
        }
      }
      return relations;
    }
  }

  static long bytes(List<WarmedRelation> relations) {
    return relations.stream().mapToLong(WarmedRelation::bytes).sum();
  }

  static List<WarmedRelation> searched(List<WarmedRelation> relations) {
    return relations.stream().filter(WarmedRelation::searched).toList();
  }

  /** Returns the size of the server's buffers. */
  static long bufferBytes(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(BUFFERS);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Returns the quoted name of the function; empty if the database has no such extension. */
  static Optional<String> prewarmFunction(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(EXTENSION_SCHEMA);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(Identifier.quote(row.getString(1)) + ".pg_prewarm")
          : Optional.empty();
    }
  }
}
