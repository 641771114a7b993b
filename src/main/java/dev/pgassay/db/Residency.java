package dev.pgassay.db;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tells which part of a schema's tables and indexes is in the server's buffers, through the
 * extension {@code pg_buffercache}. Looking takes the server about a millisecond for every ten
 * thousand buffers that it has.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgbuffercache.html">pg_buffercache</a>
 */
public final class Residency {
  private static final String EXTENSION_SCHEMA =
      """
      SELECT n.nspname
      FROM pg_extension AS e
      JOIN pg_namespace AS n ON n.oid = e.extnamespace
      JOIN pg_class AS c ON c.relnamespace = n.oid AND c.relname = 'pg_buffercache'
      WHERE e.extname = 'pg_buffercache' AND has_table_privilege(c.oid, 'SELECT')
      """;

  /** Small relations are left out: they say nothing about the state of the whole. */
  private static final String SHARES =
      """
      WITH sized AS (
        SELECT c.relname AS name, pg_relation_filenode(c.oid) AS file,
          pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('r', 'i')
      ), resident AS (
        SELECT relfilenode AS file, count(*) AS blocks
        FROM %s.pg_buffercache
        WHERE relforknumber = 0
          AND reldatabase = (SELECT oid FROM pg_database WHERE datname = current_database())
        GROUP BY relfilenode
      )
      SELECT s.name, least(1.0, coalesce(r.blocks, 0)::float8 / s.blocks)
      FROM sized AS s
      LEFT JOIN resident AS r ON r.file = s.file
      WHERE s.blocks > 0 AND s.blocks >= 0.01 * (SELECT sum(blocks) FROM sized)
      """;

  private Residency() {}

  /**
   * Looks at the buffers.
   *
   * @param session of a role that may look
   * @param schema whose relations are looked for
   * @return name of a table or index to the share of its blocks that is in the buffers, 0 to 1, of
   *     those that hold a hundredth of the schema's blocks or more; empty where the database does
   *     not have {@code pg_buffercache} or the role may not use it
   * @throws DatabaseFailure where the server refuses
   */
  public static Map<String, Double> of(Session session, String schema) {
    String doing = "cannot look at the server's buffers";
    List<String> extension =
        session.rows(doing, row -> Identifier.quote(row.getString(1)), EXTENSION_SCHEMA);
    Map<String, Double> shares = new TreeMap<>();
    if (!extension.isEmpty()) {
      session.rows(
          doing,
          row -> shares.put(row.getString(1), row.getDouble(2)),
          SHARES.formatted(extension.get(0)),
          schema);
    }
    return shares;
  }
}
