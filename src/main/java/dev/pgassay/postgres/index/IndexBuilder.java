package dev.pgassay.postgres.index;

import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Literal;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Builds indexes one at a time in a session of its own and reports the cost of each build. Not
 * thread-safe. A build ends with the process that asked for it: an interrupt of the calling thread
 * cancels it, and if this process dies, the server notices within a second.
 */
public final class IndexBuilder implements AutoCloseable {
  /** The settings that a build depends on, besides the server's version. */
  private static final List<String> SETTINGS_READ_BACK =
      List.of(
          "maintenance_work_mem",
          "max_parallel_maintenance_workers",
          "max_parallel_workers",
          "max_worker_processes",
          "min_parallel_table_scan_size",
          "shared_buffers",
          "wal_level",
          "fsync");

  private final ConnectionTarget target;
  private final Connection connection;

  private IndexBuilder(ConnectionTarget target, Connection connection) {
    this.target = target;
    this.connection = connection;
  }

  /**
   * Opens the session of the builds.
   *
   * @param owner how to enter as the role that owns the tables
   * @param settings the resources that each build may use
   * @return the builder
   * @throws DatabaseFailure if the server cannot be entered or refuses a setting
   */
  public static IndexBuilder open(ConnectionTarget owner, BuildSettings settings) {
    IndexBuilder builder = new IndexBuilder(owner, Connections.open(owner));
    try {
      builder.prepareSession(settings);
      return builder;
    } catch (SQLException e) {
      builder.close();
      throw DatabaseFailure.of("cannot prepare the session of index builds", e);
    }
  }

  /**
   * Builds an index that does not exist yet.
   *
   * @param definition the index to build
   * @param recorder keeps the record in the same transaction
   * @param progress shows how far a long build is
   * @return the cost of the build
   * @throws DatabaseFailure if the server refuses it or is gone; nothing of the index stays
   * @throws Failure if the calling thread was interrupted; nothing of the index stays
   */
  public IndexBuild build(IndexDefinition definition, BuildRecorder recorder, Progress progress) {
    String doing = "cannot build index " + definition.index().name();
    try {
      IndexBuild build = timed(definition, doing, progress);
      recorder.record(connection, build);
      connection.commit();
      return build;
    } catch (SQLException e) {
      rollBack();
      throw DatabaseFailure.of(doing, e);
    } catch (Failure e) {
      rollBack();
      throw e;
    }
  }

  /**
   * Builds an index in the place of the one of the same name. One column must not have two indexes
   * of one type, because the planner takes either. An index of another name is not dropped, since
   * somebody else may have made it. The existing index is dropped first and for good; if the build
   * fails, there is none.
   *
   * @param type the type of the index
   * @param column the indexed column
   * @param definition the index to build
   * @param recorder keeps the record in the same transaction
   * @param progress shows how far a long build is
   * @return the cost of the build
   * @throws DatabaseFailure if the server refuses it or is gone
   * @throws Failure if the column has an index of the type with another name, or the calling thread
   *     was interrupted
   */
  public IndexBuild replace(
      IndexType type,
      VectorColumn column,
      IndexDefinition definition,
      BuildRecorder recorder,
      Progress progress) {
    drop(type, column, definition.index());
    return build(definition, recorder, progress);
  }

  private void drop(IndexType type, VectorColumn column, QualifiedName index) {
    try (Statement statement = connection.createStatement()) {
      List<QualifiedName> standing =
          StandingIndex.on(connection, type, column).stream().map(StandingIndex::index).toList();
      for (QualifiedName other : standing) {
        if (!other.equals(index)) {
          throw new Failure(
              ("index %s is on %s, and pgassay did not make it: the planner may use it or %s;"
                      + " drop it")
                  .formatted(other, column, index.name()));
        }
      }
      if (!standing.isEmpty()) {
        statement.execute("DROP INDEX " + index.quoted());
      }
      connection.commit();
    } catch (Failure e) {
      rollBack();
      throw e;
    } catch (SQLException e) {
      rollBack();
      throw DatabaseFailure.of("cannot drop the " + type.label() + " index on " + column, e);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // A lost connection has nothing left to close.
    }
  }

  private void prepareSession(BuildSettings settings) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "SET maintenance_work_mem = '" + settings.maintenanceWorkMemKilobytes() + "kB'");
      statement.execute("SET max_parallel_maintenance_workers = " + settings.parallelWorkers());
      // A limit that is set for the role or the database is meant for queries.
      statement.execute("SET statement_timeout = 0");
      // pgvector tells the number of workers launched at this level, and only there.
      statement.execute("SET client_min_messages = debug1");
      // Without it a build continues to its end when this process is killed, and keeps its locks.
      statement.execute("SET client_connection_check_interval = '1s'");
    }
    connection.setAutoCommit(false);
  }

  private IndexBuild timed(IndexDefinition definition, String doing, Progress progress)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        BuildMonitor monitor = monitor(definition, statement, progress)) {
      long walBefore = single(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'");
      statement.clearWarnings();
      long beganNanos = System.nanoTime();
      LongStatement.execute(statement, definition.sql(), doing, monitor::look);
      Duration elapsed = Duration.ofNanos(System.nanoTime() - beganNanos);
      BuildMessages messages = BuildMessages.of(statement);
      long walAfter = single(statement, "SELECT pg_current_wal_insert_lsn() - '0/0'");
      if (definition.comment().isPresent()) {
        statement.execute(definition.commentSql().orElseThrow());
      }
      return new IndexBuild(
          definition.index().name(),
          definition.sql(),
          now(statement),
          elapsed,
          sizeBytes(statement, definition.index()),
          walAfter - walBefore,
          new IndexBuild.Workers(messages.planned(), launched(definition, messages, monitor)),
          messages.notices(),
          settings(statement));
    }
  }

  private BuildMonitor monitor(IndexDefinition definition, Statement statement, Progress progress)
      throws SQLException {
    int pid = (int) single(statement, "SELECT pg_backend_pid()");
    return new BuildMonitor(
        target,
        pid,
        "build " + definition.index().name(),
        IndexType.builtBy(definition.sql()).map(IndexType::phases).orElse(List.of()),
        progress);
  }

  /** A graph's build that sends no message of workers had none. */
  private static OptionalInt launched(
      IndexDefinition definition, BuildMessages messages, BuildMonitor monitor) {
    if (messages.launched().isPresent()) {
      return messages.launched();
    }
    return switch (BuildKind.of(definition.sql())) {
      case GRAPH_IN_MEMORY -> OptionalInt.of(0);
      case AS_NEEDED -> monitor.mostWorkers();
    };
  }

  private static long sizeBytes(Statement statement, QualifiedName index) throws SQLException {
    String literal = Literal.quote(index.quoted());
    return single(statement, "SELECT pg_relation_size(" + literal + "::regclass)");
  }

  private static Map<String, String> settings(Statement statement) throws SQLException {
    Map<String, String> found = new TreeMap<>();
    for (String name : SETTINGS_READ_BACK) {
      try (ResultSet row = statement.executeQuery("SELECT current_setting('" + name + "')")) {
        row.next();
        found.put(name, row.getString(1));
      }
    }
    return found;
  }

  private static Instant now(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
      row.next();
      return row.getObject(1, OffsetDateTime.class).toInstant();
    }
  }

  private static long single(Statement statement, String query) throws SQLException {
    try (ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void rollBack() {
    try {
      connection.rollback();
    } catch (SQLException ignored) {
      // A lost connection is rolled back by the server.
    }
  }
}
