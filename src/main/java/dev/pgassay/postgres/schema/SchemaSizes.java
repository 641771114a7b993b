package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.environment.TableSize;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures the disk space of a workspace's tables and their indexes on the server. */
public final class SchemaSizes {
  private static final String DOING = "cannot read the sizes of the tables";

  private SchemaSizes() {}

  /**
   * Reads the sizes.
   *
   * @param workspace whose tables
   * @return one for each table, by name
   */
  public static List<TableSize> read(Workspace workspace) {
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      Map<String, Map<String, Long>> indexes = indexes(session, workspace.schema());
      return session.rows(
          DOING,
          row ->
              new TableSize(
                  row.getString(1),
                  row.getLong(2),
                  row.getLong(3),
                  indexes.getOrDefault(row.getString(1), Map.of())),
          """
          SELECT c.relname,
                 pg_table_size(c.oid) - coalesce(pg_total_relation_size(t.oid), 0),
                 coalesce(pg_total_relation_size(t.oid), 0)
          FROM pg_class c
          JOIN pg_namespace n ON n.oid = c.relnamespace
          LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
          WHERE n.nspname = ? AND c.relkind = 'r'
          ORDER BY c.relname
          """,
          workspace.schema());
    }
  }

  private static Map<String, Map<String, Long>> indexes(Session session, String schema) {
    Map<String, Map<String, Long>> byTable = new HashMap<>();
    session.rows(
        DOING,
        row ->
            byTable
                .computeIfAbsent(row.getString(1), table -> new HashMap<>())
                .put(row.getString(2), row.getLong(3)),
        """
        SELECT c.relname, i.relname, pg_table_size(i.oid)
        FROM pg_index x
        JOIN pg_class i ON i.oid = x.indexrelid
        JOIN pg_class c ON c.oid = x.indrelid
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE n.nspname = ?
        """,
        schema);
    return byTable;
  }
}
