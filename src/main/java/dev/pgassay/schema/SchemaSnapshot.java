package dev.pgassay.schema;

import dev.pgassay.db.Identifier;
import dev.pgassay.db.Session;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a schema, in the server's own words: each object with its definition, without the
 * schema's name. Two schemas are alike when their snapshots are equal. Immutable.
 *
 * @param definitions of the objects
 */
record SchemaSnapshot(Map<Name, String> definitions) {
  /**
   * Names an object.
   *
   * @param type such as {@code table}
   * @param table it belongs to, or an empty text
   * @param name of its own
   */
  record Name(String type, String table, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      int byTable = table.compareTo(other.table);
      int byType = type.compareTo(other.type);
      return byTable != 0 ? byTable : byType != 0 ? byType : name.compareTo(other.name);
    }

    String display() {
      return table.isEmpty() || type.equals("table") ? name : table + "." + name;
    }
  }

  private static final String QUERY =
      """
      WITH here AS (SELECT oid FROM pg_namespace WHERE nspname = ?),
      tables AS (
        SELECT c.* FROM pg_class c JOIN here ON here.oid = c.relnamespace WHERE c.relkind = 'r'
      )
      SELECT 'table', relname, relname,
             CASE relpersistence WHEN 'p' THEN 'logged' WHEN 'u' THEN 'unlogged' ELSE 'temporary' END
               || coalesce(' WITH (' || array_to_string(reloptions, ', ') || ')', '')
      FROM tables
      UNION ALL
      SELECT 'column', t.relname, a.attname,
             format_type(a.atttypid, a.atttypmod)
               || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END
               || CASE WHEN d.oid IS NULL THEN ''
                       WHEN a.attgenerated <> '' THEN
                         ' GENERATED AS (' || pg_get_expr(d.adbin, d.adrelid) || ')'
                       ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END
               || ' STORAGE ' || CASE a.attstorage WHEN 'p' THEN 'PLAIN' WHEN 'e' THEN 'EXTERNAL'
                                 WHEN 'm' THEN 'MAIN' ELSE 'EXTENDED' END
      FROM tables t
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      UNION ALL
      SELECT 'constraint', t.relname, k.conname,
             pg_get_constraintdef(k.oid, true)
      FROM tables t JOIN pg_constraint k ON k.conrelid = t.oid
      UNION ALL
      SELECT 'index', t.relname, i.relname,
             pg_get_indexdef(x.indexrelid, 0, true)
               || CASE WHEN x.indisvalid THEN '' ELSE ' (invalid)' END
               || coalesce(', comment ' || quote_literal(obj_description(i.oid, 'pg_class')), '')
      FROM tables t
      JOIN pg_index x ON x.indrelid = t.oid
      JOIN pg_class i ON i.oid = x.indexrelid
      UNION ALL
      SELECT 'trigger', t.relname, g.tgname,
             pg_get_triggerdef(g.oid, true)
               || CASE g.tgenabled WHEN 'O' THEN '' WHEN 'D' THEN ' (disabled)'
                  ELSE ' (enabled for ' || g.tgenabled::text || ')' END
      FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
      UNION ALL
      SELECT 'view', '', c.relname, pg_get_viewdef(c.oid, true)
      FROM pg_class c JOIN here ON here.oid = c.relnamespace WHERE c.relkind IN ('v', 'm')
      UNION ALL
      SELECT 'function', '', p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
             'RETURNS ' || pg_get_function_result(p.oid) || ' LANGUAGE ' || l.lanname
               || ' AS ' || quote_literal(p.prosrc)
      FROM pg_proc p
      JOIN here ON here.oid = p.pronamespace
      JOIN pg_language l ON l.oid = p.prolang
      UNION ALL
      SELECT 'sequence', '', c.relname, 'sequence'
      FROM pg_class c JOIN here ON here.oid = c.relnamespace WHERE c.relkind = 'S'
      """;

  /** Copies the definitions in the order of their names. */
  SchemaSnapshot {
    definitions = new TreeMap<>(definitions);
  }

  /**
   * Takes a snapshot. The search path of the session is changed: only names that are found through
   * it appear without their schema.
   */
  static SchemaSnapshot of(Session session, String schema, String extensionsPath) {
    String doing = "cannot read the catalogue of schema " + schema;
    session.execute(doing, "SET search_path = " + Identifier.quote(schema) + ", " + extensionsPath);
    Map<Name, String> definitions = new TreeMap<>();
    session.rows(
        doing,
        row ->
            definitions.put(
                new Name(row.getString(1), row.getString(2), row.getString(3)),
                row.getString(4).strip().replaceAll("\\s+", " ")),
        QUERY,
        schema);
    return new SchemaSnapshot(definitions);
  }
}
