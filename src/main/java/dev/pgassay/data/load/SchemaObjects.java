package dev.pgassay.data.load;

import dev.pgassay.postgres.index.IndexType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads from the catalogue the objects that must be removed for loading, with statements that
 * restore them exactly. Names in them are qualified, so that they do not depend on the search path.
 */
final class SchemaObjects {
  /** Indexes on vectors last: they take longest, and everything else can be used meanwhile. */
  private static final String FIND =
      """
      SELECT kind, name, drop_sql, create_sql, comment
      FROM (
        SELECT 'TRIGGERS' AS kind, t.relname AS name, 0 AS rank,
          format('ALTER TABLE %1$I.%2$I DISABLE TRIGGER USER', n.nspname, t.relname) AS drop_sql,
          format('ALTER TABLE %1$I.%2$I ENABLE TRIGGER USER', n.nspname, t.relname) AS create_sql,
          NULL AS comment
        FROM pg_class AS t
        JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = ?
        WHERE t.relkind = 'r'
          AND EXISTS (
            SELECT FROM pg_trigger AS g
            WHERE g.tgrelid = t.oid AND NOT g.tgisinternal AND g.tgenabled = 'O')
        UNION ALL
        SELECT 'INDEX', c.relname,
          CASE
            WHEN i.indisprimary THEN 1
            WHEN k.oid IS NOT NULL THEN 2
            WHEN ${ordersByDistance} THEN 4
            ELSE 3
          END,
          CASE
            WHEN k.oid IS NULL THEN format('DROP INDEX %1$I.%2$I', n.nspname, c.relname)
            ELSE format(
              'ALTER TABLE %1$I.%2$I DROP CONSTRAINT %3$I', n.nspname, t.relname, k.conname)
          END,
          CASE
            WHEN k.oid IS NULL THEN pg_get_indexdef(c.oid)
            ELSE format('ALTER TABLE %1$I.%2$I ADD CONSTRAINT %3$I %4$s',
              n.nspname, t.relname, k.conname, pg_get_constraintdef(k.oid))
          END,
          obj_description(c.oid, 'pg_class')
        FROM pg_index AS i
        JOIN pg_class AS c ON c.oid = i.indexrelid
        JOIN pg_class AS t ON t.oid = i.indrelid AND t.relkind = 'r'
        JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = ?
        LEFT JOIN pg_constraint AS k ON k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')
        UNION ALL
        SELECT 'FOREIGN_KEY', k.conname, 5,
          format('ALTER TABLE %1$I.%2$I DROP CONSTRAINT %3$I', n.nspname, t.relname, k.conname),
          format('ALTER TABLE %1$I.%2$I ADD CONSTRAINT %3$I %4$s',
            n.nspname, t.relname, k.conname, pg_get_constraintdef(k.oid)),
          NULL
        FROM pg_constraint AS k
        JOIN pg_class AS t ON t.oid = k.conrelid
        JOIN pg_namespace AS n ON n.oid = t.relnamespace AND n.nspname = ?
        WHERE k.contype = 'f'
      ) AS found
      ORDER BY rank, name
      """
          .replace("${ordersByDistance}", IndexType.ORDERS_BY_DISTANCE);

  private SchemaObjects() {}

  /** Reads the objects in the order of restoring. */
  static List<SchemaObject> read(Connection connection, String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL search_path = pg_catalog");
    }
    try (PreparedStatement statement = connection.prepareStatement(FIND)) {
      for (int parameter = 1; parameter <= 3; parameter++) {
        statement.setString(parameter, schema);
      }
      List<SchemaObject> found = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(
              new SchemaObject(
                  found.size(),
                  SchemaObject.Kind.valueOf(row.getString(1)),
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  Optional.ofNullable(row.getString(5))));
        }
      }
      return found;
    }
  }

  /**
   * Removes the objects in the opposite order, because foreign keys must be removed before the
   * indexes that they need.
   */
  static void drop(Connection connection, List<SchemaObject> objects) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (int i = objects.size() - 1; i >= 0; i--) {
        statement.execute(objects.get(i).dropSql());
      }
    }
  }
}
