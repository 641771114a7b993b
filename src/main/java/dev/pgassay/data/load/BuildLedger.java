package dev.pgassay.data.load;

import dev.pgassay.postgres.index.BuildRecorder;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.Identifier;
import dev.pgassay.postgres.jdbc.Workspace;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Stores in the database what the build of each existing index took, so that a later run finds the
 * record with the index. Immutable.
 */
final class BuildLedger implements BuildRecorder {
  private static final String CREATE =
      """
      CREATE TABLE IF NOT EXISTS %s.index_build (
        index_name text PRIMARY KEY,
        sql text NOT NULL,
        elapsed_nanos bigint NOT NULL,
        size_bytes bigint NOT NULL,
        wal_bytes bigint NOT NULL,
        workers_planned integer,
        workers_launched integer,
        notices text[] NOT NULL,
        setting_names text[] NOT NULL,
        setting_values text[] NOT NULL,
        built_at timestamptz NOT NULL)
      """;

  private static final String COLUMNS =
      """
      index_name, sql, elapsed_nanos, size_bytes, wal_bytes, workers_planned, workers_launched,
        notices, setting_names, setting_values, built_at""";

  private final String metaSchema;
  private final String table;
  private final String create;

  BuildLedger(Workspace workspace) {
    this.metaSchema = workspace.metaSchema();
    String schema = Identifier.quote(metaSchema);
    this.table = schema + ".index_build";
    this.create = CREATE.formatted(schema);
  }

  void createIfMissing(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(create);
    }
  }

  /** Replaces the record of an index of the same name. */
  @Override
  public void record(Connection connection, IndexBuild build) throws SQLException {
    LoadLock.shareUntilCommit(connection, metaSchema);
    forget(connection, build.name());
    String insert =
        "INSERT INTO " + table + " (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    Map<String, String> settings = new TreeMap<>(build.settings());
    try (PreparedStatement statement = connection.prepareStatement(insert)) {
      statement.setString(1, build.name());
      statement.setString(2, build.sql());
      statement.setLong(3, build.elapsed().toNanos());
      statement.setLong(4, build.sizeBytes());
      statement.setLong(5, build.walBytes());
      statement.setObject(6, boxed(build.workers().planned()), java.sql.Types.INTEGER);
      statement.setObject(7, boxed(build.workers().launched()), java.sql.Types.INTEGER);
      statement.setArray(8, texts(connection, build.notices()));
      statement.setArray(9, texts(connection, List.copyOf(settings.keySet())));
      statement.setArray(10, texts(connection, List.copyOf(settings.values())));
      statement.setObject(11, build.builtAt().atOffset(ZoneOffset.UTC));
      statement.execute();
    }
  }

  Optional<IndexBuild> find(Connection connection, String indexName) throws SQLException {
    return all(connection).stream().filter(build -> build.name().equals(indexName)).findFirst();
  }

  /** Returns all records in the order of the builds. */
  List<IndexBuild> all(Connection connection) throws SQLException {
    List<IndexBuild> builds = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT " + COLUMNS + " FROM " + table + " ORDER BY built_at")) {
      while (row.next()) {
        builds.add(read(row));
      }
    }
    return builds;
  }

  void forget(Connection connection, String indexName) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM " + table + " WHERE index_name = ?")) {
      statement.setString(1, indexName);
      statement.execute();
    }
  }

  void clear(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DELETE FROM " + table);
    }
  }

  private static IndexBuild read(ResultSet row) throws SQLException {
    return new IndexBuild(
        row.getString(1),
        row.getString(2),
        row.getObject(11, OffsetDateTime.class).toInstant(),
        Duration.ofNanos(row.getLong(3)),
        row.getLong(4),
        row.getLong(5),
        new IndexBuild.Workers(number(row, 6), number(row, 7)),
        texts(row, 8),
        zip(texts(row, 9), texts(row, 10)));
  }

  private static Map<String, String> zip(List<String> names, List<String> values) {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      settings.put(names.get(i), values.get(i));
    }
    return settings;
  }

  private static OptionalInt number(ResultSet row, int column) throws SQLException {
    int value = row.getInt(column);
    return row.wasNull() ? OptionalInt.empty() : OptionalInt.of(value);
  }

  private static Integer boxed(OptionalInt value) {
    return value.isPresent() ? (Integer) value.getAsInt() : null;
  }

  private static Array texts(Connection connection, List<String> values) throws SQLException {
    return connection.createArrayOf("text", values.toArray());
  }

  private static List<String> texts(ResultSet row, int column) throws SQLException {
    return List.of((String[]) row.getArray(column).getArray());
  }
}
