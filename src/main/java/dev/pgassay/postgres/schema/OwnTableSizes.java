package dev.pgassay.postgres.schema;

import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.result.environment.TableSize;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the disk space of the user's own tables and their indexes on the server, from the
 * catalogue alone. A partition counts for the whole of its table, since another query reads another
 * one.
 */
public final class OwnTableSizes {
  private static final String DOING = "cannot read the sizes of the tables";

  /**
   * The tables and the relations that hold their rows: each table itself, or its partitions that
   * have none.
   */
  private static final String PARTS =
      """
      WITH touched AS (
        SELECT DISTINCT coalesce(pg_partition_root(c.oid)::oid, c.oid) AS root
        FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE c.relkind IN ('r', 'p', 'm')
          AND (n.nspname, c.relname) IN (%s)
      ),
      part AS (
        SELECT CASE WHEN n.nspname = current_schema() THEN r.relname::text
                    ELSE n.nspname || '.' || r.relname
               END AS table_name,
               c.oid, c.reltoastrelid, c.reltuples
        FROM touched t
        JOIN pg_class r ON r.oid = t.root
        JOIN pg_namespace n ON n.oid = r.relnamespace
        JOIN pg_class c
          ON (c.oid = t.root AND c.relkind <> 'p')
          OR c.oid IN (SELECT relid FROM pg_partition_tree(t.root) WHERE isleaf)
      )
      """;

  private static final String TABLES =
      """
      SELECT table_name,
             sum(pg_table_size(oid)
                 - coalesce(pg_total_relation_size(nullif(reltoastrelid, 0::oid)), 0)),
             sum(coalesce(pg_total_relation_size(nullif(reltoastrelid, 0::oid)), 0)),
             CASE WHEN bool_and(reltuples >= 0) THEN sum(reltuples::double precision)::bigint END
      FROM part
      GROUP BY table_name
      ORDER BY table_name
      """;

  private static final String INDEXES =
      """
      SELECT table_name, i.relname, sum(pg_table_size(x.indexrelid))
      FROM part
      JOIN pg_index x ON x.indrelid = part.oid
      JOIN pg_class i ON i.oid = coalesce(pg_partition_root(x.indexrelid)::oid, x.indexrelid)
      GROUP BY table_name, i.relname
      """;

  private OwnTableSizes() {}

  /**
   * Reads the sizes.
   *
   * @param workspace how to enter the database; nothing is changed in it
   * @param tables that are to be measured; those that are not there are left out, and so are views
   *     and foreign tables
   * @return one for each table, by name, which has its schema if that is not the current one; with
   *     the planner's number of rows if the table was ever analyzed or vacuumed
   */
  public static List<TableSize> read(Workspace workspace, Collection<QualifiedName> tables) {
    if (tables.isEmpty()) {
      return List.of();
    }
    String parts =
        PARTS.formatted(tables.stream().map(it -> "(?, ?)").collect(Collectors.joining(", ")));
    Object[] names = tables.stream().flatMap(it -> Stream.of(it.schema(), it.name())).toArray();
    try (Session session = Session.open(workspace.target(Role.READ_ONLY))) {
      Map<String, Map<String, Long>> indexes = new HashMap<>();
      session.rows(
          DOING,
          row ->
              indexes
                  .computeIfAbsent(row.getString(1), table -> new HashMap<>())
                  .put(row.getString(2), row.getLong(3)),
          parts + INDEXES,
          names);
      return session.rows(
          DOING,
          row -> {
            long rows = row.getLong(4);
            OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
            return new TableSize(
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                indexes.getOrDefault(row.getString(1), Map.of()),
                known);
          },
          parts + TABLES,
          names);
    }
  }
}
