package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Literal;
import dev.pgassay.postgres.jdbc.Workspace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records the load of a workspace in its database. Each entry is written in the transaction of the
 * work that it records, so that an interrupted load continues with exactly what is missing.
 * Immutable. Every method works in the transaction of the given connection.
 */
final class LoadLedger {
  /** A row exists only for a load that has begun or is finished. */
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %1$s.load (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        dataset text NOT NULL,
        sha256 text NOT NULL,
        sittings integer NOT NULL DEFAULT 0,
        started_at timestamptz NOT NULL DEFAULT now(),
        finished_at timestamptz,
        tables text);
      ALTER TABLE %1$s.load ADD COLUMN IF NOT EXISTS tables text;
      CREATE TABLE IF NOT EXISTS %1$s.load_range (
        table_name text NOT NULL,
        first_row bigint NOT NULL,
        row_count bigint NOT NULL,
        started_at timestamptz NOT NULL,
        ended_at timestamptz NOT NULL,
        PRIMARY KEY (table_name, first_row));
      CREATE TABLE IF NOT EXISTS %1$s.load_object (
        position integer PRIMARY KEY,
        kind text NOT NULL,
        name text NOT NULL,
        drop_sql text NOT NULL,
        create_sql text NOT NULL,
        comment text,
        standing boolean NOT NULL DEFAULT false);
      CREATE TABLE IF NOT EXISTS %1$s.load_phase (
        phase text PRIMARY KEY,
        seconds double precision NOT NULL,
        ended_at timestamptz NOT NULL DEFAULT clock_timestamp());
      """;

  /** Identifies the tables, which differ after a rollback and a migration. */
  private static final String TABLES =
      """
      (SELECT string_agg(oid::text, ',' ORDER BY oid)
        FROM pg_class
        WHERE relnamespace = to_regnamespace(%2$s) AND relname IN (%3$s))""";

  private static final String TABLE_NAMES =
      Stream.of(Table.values())
          .map(table -> Literal.quote(table.tableName()))
          .collect(Collectors.joining(", "));

  private final String metaSchema;
  private final String schema;
  private final String tablesSchema;

  LoadLedger(Workspace workspace) {
    this.metaSchema = workspace.metaSchema();
    this.schema = Identifier.quote(metaSchema);
    this.tablesSchema = Literal.quote(Identifier.quote(workspace.schema()));
  }

  /**
   * The state of a load.
   *
   * @param identity of the dataset
   * @param attempts number of attempts
   * @param finished whether the load is complete
   * @param sameTables whether the tables are still those that were loaded
   */
  record State(DatasetIdentity identity, int attempts, boolean finished, boolean sameTables) {}

  void createIfMissing(Connection connection) throws SQLException {
    execute(connection, CREATE);
  }

  Optional<State> state(Connection connection) throws SQLException {
    String query =
        "SELECT dataset, sha256, sittings, finished_at IS NOT NULL, coalesce(tables = "
            + TABLES
            + ", false) FROM %1$s.load";
    try (PreparedStatement statement = prepare(connection, query);
        ResultSet row = statement.executeQuery()) {
      return row.next()
          ? Optional.of(
              new State(
                  new DatasetIdentity(row.getString(1), row.getString(2)),
                  row.getInt(3),
                  row.getBoolean(4),
                  row.getBoolean(5)))
          : Optional.empty();
    }
  }

  /**
   * Opens the load of a dataset. The objects must be removed from the schema in the same
   * transaction.
   */
  void begin(Connection connection, DatasetIdentity identity, List<SchemaObject> objects)
      throws SQLException {
    LoadLock.shareUntilCommit(connection, metaSchema);
    update(
        connection,
        "INSERT INTO %1$s.load (dataset, sha256, tables) VALUES (?, ?, " + TABLES + ")",
        identity.name(),
        identity.sha256());
    for (SchemaObject object : objects) {
      insert(connection, object);
    }
  }

  void countAttempt(Connection connection) throws SQLException {
    execute(connection, "UPDATE %s.load SET sittings = sittings + 1");
  }

  void finish(Connection connection) throws SQLException {
    execute(connection, "UPDATE %s.load SET finished_at = now()");
  }

  /** Deletes the records of the load, before its rows are deleted. */
  void clear(Connection connection) throws SQLException {
    LoadLock.shareUntilCommit(connection, metaSchema);
    execute(
        connection,
        """
        DELETE FROM %1$s.load;
        DELETE FROM %1$s.load_range;
        DELETE FROM %1$s.load_object;
        DELETE FROM %1$s.load_phase;
        """);
  }

  /** Marks rows as loaded, in the transaction that copied them. */
  void addRange(Connection connection, Table table, RowRange range) throws SQLException {
    LoadLock.shareUntilCommit(connection, metaSchema);
    String insert = "INSERT INTO %s.load_range VALUES (?, ?, ?, now(), clock_timestamp())";
    update(connection, insert, table.tableName(), range.firstRow(), range.rows());
  }

  void forgetRanges(Connection connection, Table table) throws SQLException {
    update(connection, "DELETE FROM %s.load_range WHERE table_name = ?", table.tableName());
  }

  /** Returns the loaded rows in order, in as few ranges as possible. */
  List<RowRange> ranges(Connection connection, Table table) throws SQLException {
    String query =
        "SELECT first_row, row_count FROM %s.load_range WHERE table_name = ? ORDER BY first_row";
    List<RowRange> ranges = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, query)) {
      statement.setString(1, table.tableName());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          new RowRange(row.getLong(1), row.getLong(2)).appendTo(ranges);
        }
      }
    }
    return ranges;
  }

  long rows(Connection connection, Table table) throws SQLException {
    return ranges(connection, table).stream().mapToLong(RowRange::rows).sum();
  }

  /** Returns for each table the time in which at least one connection was copying it. */
  List<LoadReport.TableLoad> tables(Connection connection) throws SQLException {
    String query =
        """
        SELECT sum(row_count)::bigint,
          (SELECT sum(extract(epoch FROM upper(span) - lower(span)))
            FROM unnest(range_agg(tstzrange(started_at, ended_at))) AS span)
        FROM %s.load_range
        WHERE table_name = ?
        """;
    List<LoadReport.TableLoad> loads = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, query)) {
      for (Table table : Table.values()) {
        statement.setString(1, table.tableName());
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          loads.add(new LoadReport.TableLoad(table, row.getLong(1), row.getDouble(2)));
        }
      }
    }
    return loads;
  }

  /** Returns the removed objects that have not been restored yet, in the order of restoring. */
  List<SchemaObject> missingObjects(Connection connection) throws SQLException {
    return objects(connection, "NOT standing");
  }

  /** Returns an index as the migrations make it; empty if nothing was ever loaded. */
  Optional<SchemaObject> index(Connection connection, String name) throws SQLException {
    return objects(connection, "kind = 'INDEX'").stream()
        .filter(object -> object.name().equals(name))
        .findFirst();
  }

  /** Records that an object was restored, in the transaction that restored it. */
  void putBack(Connection connection, SchemaObject object) throws SQLException {
    LoadLock.shareUntilCommit(connection, metaSchema);
    update(
        connection,
        "UPDATE %s.load_object SET standing = true WHERE position = ?",
        object.position());
  }

  void addToPhase(Connection connection, String phase, Duration elapsed) throws SQLException {
    String upsert =
        """
        INSERT INTO %s.load_phase (phase, seconds) VALUES (?, ?)
        ON CONFLICT (phase) DO UPDATE
        SET seconds = load_phase.seconds + excluded.seconds, ended_at = excluded.ended_at
        """;
    update(connection, upsert, phase, elapsed.toNanos() / 1e9);
  }

  Map<String, Double> phaseSeconds(Connection connection) throws SQLException {
    Map<String, Double> phases = new LinkedHashMap<>();
    try (PreparedStatement statement =
            prepare(connection, "SELECT phase, seconds FROM %s.load_phase ORDER BY ended_at");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        phases.put(row.getString(1), row.getDouble(2));
      }
    }
    return phases;
  }

  private List<SchemaObject> objects(Connection connection, String condition) throws SQLException {
    String query =
        "SELECT position, kind, name, drop_sql, create_sql, comment FROM %s.load_object WHERE "
            + condition
            + " ORDER BY position";
    List<SchemaObject> objects = new ArrayList<>();
    try (PreparedStatement statement = prepare(connection, query);
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        objects.add(SchemaObject.of(row));
      }
    }
    return objects;
  }

  private void insert(Connection connection, SchemaObject object) throws SQLException {
    update(
        connection,
        "INSERT INTO %s.load_object VALUES (?, ?, ?, ?, ?, ?)",
        object.position(),
        object.kind().name(),
        object.name(),
        object.dropSql(),
        object.createSql(),
        object.comment().orElse(null));
  }

  private PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    return connection.prepareStatement(sql.formatted(schema, tablesSchema, TABLE_NAMES));
  }

  private void update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.execute();
    }
  }

  private void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql.formatted(schema));
    }
  }
}
