package dev.pgassay.postgres.jdbc;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The facts that a server reports about itself, which every result contains. Immutable.
 *
 * @param build {@code version()} in full: release, platform and compiler
 * @param settings the settings that are not at their defaults, those of extensions, and those that
 *     every reader of a result asks for, by name
 * @param extensions versions of the extensions that the database has, by name
 */
public record ServerFacts(
    String build, Map<String, Setting> settings, Map<String, String> extensions) {
  /** Asked for by every reader of a result, at its default or not. */
  private static final String ALWAYS =
      """
      'autovacuum', 'block_size', 'checkpoint_timeout', 'data_checksums', 'debug_assertions',
      'effective_cache_size', 'effective_io_concurrency', 'enable_seqscan', 'fsync',
      'full_page_writes', 'huge_pages', 'huge_pages_status', 'jit', 'maintenance_work_mem',
      'max_connections', 'max_parallel_maintenance_workers', 'max_parallel_workers',
      'max_parallel_workers_per_gather', 'max_wal_size', 'plan_cache_mode', 'random_page_cost',
      'seq_page_cost', 'server_encoding', 'shared_buffers', 'synchronous_commit',
      'track_io_timing', 'wal_level', 'work_mem'
      """;

  /** Commands and connection strings of the operator, which may hold secrets. */
  private static final Set<String> PRIVATE =
      Set.of(
          "archive_cleanup_command",
          "archive_command",
          "primary_conninfo",
          "recovery_end_command",
          "restore_command",
          "ssl_passphrase_command");

  private static final String VECTOR_SCHEMA =
      """
      SELECT nspname
      FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
      WHERE extname = 'vector' AND has_schema_privilege(n.oid, 'USAGE')
      """;

  private static final String SETTINGS =
      """
      SELECT name, current_setting(name), source <> 'default' AND setting IS DISTINCT FROM boot_val,
        source
      FROM pg_settings
      WHERE name IN (%s) OR name LIKE '%%.%%' OR (source <> 'default' AND setting IS DISTINCT FROM boot_val)
      """
          .formatted(ALWAYS);

  /**
   * A setting.
   *
   * @param value in the server's own spelling, with its unit
   * @param changed whether it differs from the built-in default
   * @param source the place of the setting, in the server's words, such as {@code configuration
   *     file}, {@code database} (by {@code ALTER DATABASE}) or {@code user} (by {@code ALTER ROLE})
   */
  public record Setting(String value, boolean changed, String source) {}

  /**
   * Reads the facts.
   *
   * @param connection to the database that is measured
   * @return the facts
   * @throws DatabaseFailure if it cannot be asked
   */
  public static ServerFacts read(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      loadVector(statement);
      return new ServerFacts(build(statement), settings(statement), extensions(statement));
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot read the server's settings", e);
    }
  }

  /** The server lists no setting of pgvector before the session has loaded its library. */
  private static void loadVector(Statement statement) throws SQLException {
    Optional<String> schema = Optional.empty();
    try (ResultSet row = statement.executeQuery(VECTOR_SCHEMA)) {
      if (row.next()) {
        schema = Optional.of(row.getString(1));
      }
    }
    if (schema.isPresent()) {
      statement.execute("SELECT '[1]'::" + Identifier.quote(schema.get()) + ".vector");
    }
  }

  private static String build(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT version()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static Map<String, Setting> settings(Statement statement) throws SQLException {
    Map<String, Setting> found = new TreeMap<>();
    try (ResultSet row = statement.executeQuery(SETTINGS)) {
      while (row.next()) {
        if (!PRIVATE.contains(row.getString(1))) {
          found.put(
              row.getString(1),
              new Setting(String.valueOf(row.getString(2)), row.getBoolean(3), row.getString(4)));
        }
      }
    }
    return found;
  }

  private static Map<String, String> extensions(Statement statement) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    try (ResultSet row =
        statement.executeQuery("SELECT extname, extversion FROM pg_extension ORDER BY extname")) {
      while (row.next()) {
        found.put(row.getString(1), row.getString(2));
      }
    }
    return found;
  }
}
