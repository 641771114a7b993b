package dev.pgassay.postgres.index;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Session;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Tells which part of a schema's tables and indexes is in the server's buffers. It uses the
 * extension {@code pg_buffercache}, which takes the server about a millisecond for every ten
 * thousand buffers that it has, however few of them the schema fills. For a schema that was warmed
 * and is small compared with the buffers, it reads the schema once more and counts the missing
 * blocks.
 *
 * @see <a href="https://www.postgresql.org/docs/current/pgbuffercache.html">pg_buffercache</a>
 */
public final class Residency {
  private static final String DOING = "cannot look at the server's buffers";

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

  private static final String SHARE_OF_DATABASE =
      """
      SELECT avg((reldatabase IS NOT DISTINCT FROM
          (SELECT oid FROM pg_database WHERE datname = ?))::int)::float8
      FROM %s.pg_buffercache
      """;

  /** From this version on a session can flush its counters. */
  private static final int FORCED_FLUSH = 150_000;

  /** In a schema that leaves half of the buffers free, reading a block pushes out no other. */
  private static final String MAY_BE_READ =
      """
      SELECT current_setting('server_version_num')::int >= ?
        AND current_setting('track_counts')::bool
        AND 2 * (
            SELECT sum(pg_total_relation_size(c.oid))
            FROM pg_class AS c
            JOIN pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = ? AND c.relkind = 'r'
          ) <= (
            SELECT setting::bigint * current_setting('block_size')::bigint
            FROM pg_settings WHERE name = 'shared_buffers'
          )
      """;

  private static final String MISSES =
      """
      WITH sized AS (
        SELECT c.oid, c.relname AS name,
          pg_relation_size(c.oid) / current_setting('block_size')::bigint AS blocks
        FROM pg_class AS c
        JOIN pg_namespace AS n ON n.oid = c.relnamespace
        WHERE n.nspname = ? AND c.relkind IN ('r', 'i')
      )
      SELECT oid::bigint, name, blocks,
        pg_stat_get_blocks_fetched(oid) - pg_stat_get_blocks_hit(oid)
      FROM sized
      WHERE blocks > 0 AND blocks >= 0.01 * (SELECT sum(blocks) FROM sized)
      """;

  private static final String FLUSH = "SELECT pg_stat_force_next_flush()";

  private Residency() {}

  /** Blocks of a relation, and how many were not in the buffers when they were read, ever. */
  private record Misses(long oid, String name, long blocks, long ever) {}

  /**
   * Looks at the buffers.
   *
   * @param session of a role that may look
   * @param schema whose relations are looked for
   * @return name of a table or index to the share of its blocks that is in the buffers, 0 to 1, of
   *     those that hold a hundredth of the schema's blocks or more; empty if the database does not
   *     have {@code pg_buffercache} or the role may not use it
   * @throws DatabaseFailure if the server refuses
   */
  public static Map<String, Double> of(Session session, String schema) {
    Map<String, Double> shares = new TreeMap<>();
    extensionSchema(session)
        .ifPresent(
            extension ->
                session.rows(
                    DOING,
                    row -> shares.put(row.getString(1), row.getDouble(2)),
                    SHARES.formatted(extension),
                    schema));
    return shares;
  }

  /**
   * Tells how many of the server's buffers hold blocks of a database.
   *
   * @param session of a role that may look
   * @param database its name
   * @return their share of all buffers, 0 to 1; empty in the same cases as {@link #of}
   * @throws DatabaseFailure if the server refuses
   */
  public static OptionalDouble ofDatabase(Session session, String database) {
    Optional<String> extension = extensionSchema(session);
    return extension.isEmpty()
        ? OptionalDouble.empty()
        : session
            .rows(
                DOING,
                row -> row.getDouble(1),
                SHARE_OF_DATABASE.formatted(extension.get()),
                database)
            .stream()
            .mapToDouble(it -> it)
            .findFirst();
  }

  private static Optional<String> extensionSchema(Session session) {
    return session.text(DOING, EXTENSION_SCHEMA).map(Identifier::quote);
  }

  /**
   * Looks at the buffers after all of a schema was read into them. If the schema is small enough,
   * it reads the relations once more. The time of that depends on the size of the relations, not on
   * the size of the buffers.
   *
   * @param session of a role that may look and prewarm
   * @param schema whose relations are looked for and have just been {@linkplain Prewarm warmed}
   * @return the same as {@link #of}, which is used for a schema that is not small
   * @throws DatabaseFailure if the server refuses
   */
  public static Map<String, Double> afterWarming(Session session, String schema) {
    if (!session.holds(DOING, MAY_BE_READ, FORCED_FLUSH, schema)) {
      return of(session, schema);
    }
    Map<Long, Misses> before = misses(session, schema);
    for (long oid : before.keySet()) {
      Prewarm.relation(session.connection(), oid);
    }
    Map<String, Double> shares = new TreeMap<>();
    misses(session, schema)
        .forEach(
            (oid, after) -> {
              long missed = after.ever() - before.getOrDefault(oid, after).ever();
              // Reads of the relation by others are counted too.
              double share = 1 - (double) missed / after.blocks();
              shares.put(after.name(), Math.max(0, Math.min(1, share)));
            });
    return shares;
  }

  private static Map<Long, Misses> misses(Session session, String schema) {
    session.execute(DOING, FLUSH);
    Map<Long, Misses> found = new TreeMap<>();
    session.rows(
        DOING,
        row ->
            found.put(
                row.getLong(1),
                new Misses(row.getLong(1), row.getString(2), row.getLong(3), row.getLong(4))),
        MISSES,
        schema);
    return found;
  }
}
