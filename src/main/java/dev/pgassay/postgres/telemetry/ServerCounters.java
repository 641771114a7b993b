package dev.pgassay.postgres.telemetry;

import dev.pgassay.postgres.jdbc.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads the current counters of a server. They only ever grow, so that the work of an interval is a
 * difference. Not thread-safe.
 *
 * <p>{@code pg_stat_statements} counts at the end of each statement. The other views get the counts
 * of a session at most once a second; from PostgreSQL 15 on a session can be told to flush them at
 * once ({@code pg_stat_force_next_flush}), which makes these differences exact too.
 *
 * @see <a href="https://www.postgresql.org/docs/current/monitoring-stats.html">The cumulative
 *     statistics system</a>
 */
final class ServerCounters {
  static final String STATEMENTS = "pg_stat_statements";
  static final String DATABASE = "pg_stat_database";

  private static final int FORCED_FLUSH = 15;
  private static final int IO_VIEW = 16;
  private static final int CHECKPOINTER_VIEW = 17;

  /** Without the texts of all statements, which the view reads from a file each time. */
  private static final String OF_STATEMENT =
      """
      SELECT sum(calls) AS calls, sum(total_exec_time) * 1e6 AS execution_nanos,
        sum(rows) AS rows, sum(shared_blks_hit) AS shared_blocks_hit,
        sum(shared_blks_read) AS shared_blocks_read,
        sum(shared_blks_dirtied) AS shared_blocks_dirtied,
        sum(shared_blks_written) AS shared_blocks_written,
        sum(temp_blks_read) AS temp_blocks_read, sum(temp_blks_written) AS temp_blocks_written,
        sum(wal_records) AS wal_records, sum(wal_bytes) AS wal_bytes
      FROM pg_stat_statements(false)
      WHERE queryid = ? AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
      """;

  private static final String OF_DATABASE =
      """
      SELECT temp_files, tup_returned AS tuples_returned, tup_fetched AS tuples_fetched,
        tup_inserted AS tuples_inserted, tup_updated AS tuples_updated,
        tup_deleted AS tuples_deleted%s
      FROM pg_stat_database
      WHERE datname = current_database()
      """;

  private static final String BLOCKS_OF_DATABASE =
      ", blks_hit AS shared_blocks_hit, blks_read AS shared_blocks_read";

  /** A parallel query reads by workers too. */
  private static final String OF_INPUT_AND_OUTPUT =
      """
      SELECT sum(reads) AS io_reads, sum(writes) AS io_writes
      FROM pg_stat_io
      WHERE backend_type IN ('client backend', 'background worker') AND object <> 'wal'
      """;

  /** Under the same names in every version that is supported. */
  private static final String OF_WRITE_AHEAD_LOG =
      """
      SELECT wal_records AS server_wal_records, wal_bytes AS server_wal_bytes
      FROM pg_stat_wal
      """;

  private static final String EVENTS =
      """
      SELECT (SELECT %s) AS checkpoint,
        (SELECT sum(autovacuum_count) FROM pg_stat_user_tables) AS autovacuum,
        (SELECT sum(autoanalyze_count) FROM pg_stat_user_tables) AS autoanalyze
      """;

  private static final String LOOKING = "cannot look for pg_stat_statements";

  private final Session session;
  private final int majorVersion;
  private final Optional<Long> queryId;

  private ServerCounters(Session session, int majorVersion, Optional<Long> queryId) {
    this.session = session;
    this.majorVersion = majorVersion;
    this.queryId = queryId;
  }

  /**
   * The counters at one moment.
   *
   * @param counters those that could be read
   * @param events how often each has happened since the statistics began
   */
  record Reading(Map<Counter, Double> counters, Map<String, Long> events) {}

  /**
   * Prepares to read.
   *
   * @param session of a role that may read the statistics of all sessions
   * @param queryId identifies the measured statement, if the server computes that
   * @param notices receives the values that cannot be read and why
   * @return the reader
   */
  static ServerCounters of(Session session, Optional<Long> queryId, List<String> notices) {
    String doing = "cannot read the server's version";
    int major =
        Integer.parseInt(session.text(doing, "SHOW server_version_num").orElseThrow()) / 10_000;
    Optional<Long> readable = queryId.filter(id -> counts(session, id));
    if (readable.isEmpty()) {
      notices.add(
          "no counts of the measured statement alone, because "
              + (queryId.isEmpty() && loaded(session)
                  ? "the server has no query identifier for what is measured"
                  : "pg_stat_statements is not there or this user may not read it")
              + ": the counts of the whole database are used instead");
    }
    if (major < FORCED_FLUSH) {
      notices.add(
          "counts of the database are off by up to half a second of work: PostgreSQL "
              + major
              + " cannot report them at once");
    }
    return new ServerCounters(session, major, readable);
  }

  /** Returns the source of the counts of blocks. */
  String source() {
    return queryId.isPresent() ? STATEMENTS : DATABASE;
  }

  /** Tells whether a session can be told to flush its counters. */
  boolean canFlush() {
    return majorVersion >= FORCED_FLUSH;
  }

  /**
   * Reads the counters at the start of an interval; the difference excludes the cost of reading.
   */
  Reading before() {
    Map<String, Long> events = events();
    if (canFlush()) {
      session.execute(
          "cannot flush the statistics of telemetry", "SELECT pg_stat_force_next_flush()");
    }
    return new Reading(counters(), events);
  }

  /** Reads the counters at the end of an interval. */
  Reading after() {
    return new Reading(counters(), events());
  }

  private Map<Counter, Double> counters() {
    Map<Counter, Double> counters = new EnumMap<>(Counter.class);
    queryId.ifPresent(id -> counters.putAll(counters(OF_STATEMENT, id)));
    String blocks = queryId.isPresent() ? "" : BLOCKS_OF_DATABASE;
    counters.putAll(counters(OF_DATABASE.formatted(blocks)));
    counters.putAll(counters(OF_WRITE_AHEAD_LOG));
    if (majorVersion >= IO_VIEW) {
      counters.putAll(counters(OF_INPUT_AND_OUTPUT));
    }
    return counters;
  }

  /** The statement was executed before, so if it is not found, it cannot be read. */
  private static boolean counts(Session session, long queryId) {
    String found = "SELECT EXISTS (SELECT FROM pg_stat_statements(false) WHERE queryid = ?)";
    return loaded(session) && session.holds(LOOKING, found, queryId);
  }

  private static boolean loaded(Session session) {
    return session.holds(
        LOOKING,
        """
        SELECT to_regclass('pg_stat_statements') IS NOT NULL
          AND current_setting('pg_stat_statements.track', true) IS NOT NULL
        """);
  }

  private Map<Counter, Double> counters(String query, Object... values) {
    List<Map<Counter, Double>> rows =
        session.rows("cannot read the server's counters", ServerCounters::counters, query, values);
    return rows.isEmpty() ? Map.of() : rows.get(0);
  }

  /** Each column is named like its counter; a sum over nothing is null, and a count of nothing. */
  private static Map<Counter, Double> counters(ResultSet row) throws SQLException {
    Map<Counter, Double> counters = new EnumMap<>(Counter.class);
    for (String name : columns(row)) {
      counters.put(Counter.valueOf(name.toUpperCase(Locale.ROOT)), row.getDouble(name));
    }
    return counters;
  }

  private Map<String, Long> events() {
    String checkpoints =
        majorVersion >= CHECKPOINTER_VIEW
            ? "num_timed + num_requested FROM pg_stat_checkpointer"
            : "checkpoints_timed + checkpoints_req FROM pg_stat_bgwriter";
    return session
        .rows(
            "cannot read the server's events",
            ServerCounters::events,
            EVENTS.formatted(checkpoints))
        .get(0);
  }

  private static Map<String, Long> events(ResultSet row) throws SQLException {
    Map<String, Long> events = new TreeMap<>();
    for (String name : columns(row)) {
      events.put(name, row.getLong(name));
    }
    return events;
  }

  private static List<String> columns(ResultSet row) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
      names.add(row.getMetaData().getColumnLabel(column));
    }
    return names;
  }
}
