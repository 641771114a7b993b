package dev.pgassay.verdict.audit;

import dev.pgassay.postgres.jdbc.Session;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads the existing indexes and their definitions from the catalogue. */
final class LiveIndexes {
  private static final String INDEXES =
      """
      SELECT t.relname AS table_name,
             i.relname AS name,
             m.amname AS method,
             x.indisunique AS is_unique,
             EXISTS (
               SELECT FROM pg_constraint AS k
               WHERE k.conindid = x.indexrelid AND k.contype IN ('p', 'u', 'x')
             ) AS is_constraint,
             EXISTS (
               SELECT FROM pg_constraint AS k
               WHERE k.conrelid = x.indrelid AND k.contype = 'f' AND k.conkey[1] = x.indkey[0]
             ) AS is_foreign_key,
             pg_get_expr(x.indpred, x.indrelid) AS predicate,
             pg_table_size(x.indexrelid) AS size_bytes,
             x.indnkeyatts AS keys,
             ARRAY(
               SELECT pg_get_indexdef(x.indexrelid, place, true)
               FROM generate_series(1, x.indnatts) AS place
               ORDER BY place
             ) AS expressions,
             ARRAY(
               SELECT CAST(o.opcname AS text)
               FROM generate_series(0, x.indnkeyatts - 1) AS place
               JOIN pg_opclass AS o ON o.oid = x.indclass[place]
               ORDER BY place
             ) AS operator_classes,
             ARRAY(
               SELECT coalesce(CAST(c.collname AS text), '')
               FROM generate_series(0, x.indnkeyatts - 1) AS place
               LEFT JOIN pg_collation AS c ON c.oid = x.indcollation[place]
               ORDER BY place
             ) AS collations,
             ARRAY(
               SELECT CAST(x.indoption[place] AS integer)
               FROM generate_series(0, x.indnkeyatts - 1) AS place
               ORDER BY place
             ) AS options
      FROM pg_index AS x
      JOIN pg_class AS i ON i.oid = x.indexrelid
      JOIN pg_class AS t ON t.oid = x.indrelid
      JOIN pg_am AS m ON m.oid = i.relam
      JOIN pg_namespace AS n ON n.oid = t.relnamespace
      WHERE n.nspname = ? AND x.indisvalid
      ORDER BY t.relname, i.relname
      """;

  private LiveIndexes() {}

  /** Reads all indexes of a schema, by table and name. */
  static List<IndexShape> read(Session session, String schema) {
    return session.rows("cannot read the indexes", LiveIndexes::shape, INDEXES, schema);
  }

  private static IndexShape shape(ResultSet row) throws SQLException {
    List<String> expressions = texts(row.getArray("expressions"));
    int keys = row.getInt("keys");
    return new IndexShape(
        row.getString("table_name"),
        row.getString("name"),
        row.getString("method"),
        row.getBoolean("is_unique"),
        row.getBoolean("is_constraint"),
        keys(row, expressions.subList(0, keys)),
        expressions.subList(keys, expressions.size()),
        Optional.ofNullable(row.getString("predicate")),
        row.getBoolean("is_foreign_key"),
        row.getLong("size_bytes"));
  }

  private static List<IndexKey> keys(ResultSet row, List<String> expressions) throws SQLException {
    List<String> operatorClasses = texts(row.getArray("operator_classes"));
    List<String> collations = texts(row.getArray("collations"));
    List<Integer> options = Arrays.asList((Integer[]) row.getArray("options").getArray());
    List<IndexKey> keys = new ArrayList<>();
    for (int place = 0; place < expressions.size(); place++) {
      // The bits of pg_index.indoption: 1 is DESC, 2 is NULLS FIRST.
      int option = options.get(place);
      keys.add(
          new IndexKey(
              expressions.get(place),
              operatorClasses.get(place),
              collations.get(place),
              (option & 1) != 0,
              (option & 2) != 0));
    }
    return keys;
  }

  private static List<String> texts(Array array) throws SQLException {
    return Arrays.asList((String[]) array.getArray());
  }
}
