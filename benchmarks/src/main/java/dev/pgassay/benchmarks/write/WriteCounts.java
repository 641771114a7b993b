package dev.pgassay.benchmarks.write;

import dev.pgassay.db.DatabaseFailure;
import dev.pgassay.db.MeasuredSession;
import dev.pgassay.stats.Measure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the server counts of writes: the log they fill and the rows they leave dead. */
final class WriteCounts {
  private final MeasuredSession session;
  private final WriteKind kind;
  private final String events;
  private Counted begun;

  private WriteCounts(MeasuredSession session, WriteKind kind, String events) {
    this.session = session;
    this.kind = kind;
    this.events = events;
  }

  /** Rows of the table, of all clients. */
  private record Counted(long written, long dead, long updated, long hot) {}

  static WriteCounts begin(MeasuredSession session, WriteKind kind, String events)
      throws SQLException {
    WriteCounts counts = new WriteCounts(session, kind, events);
    counts.begun = counts.counted();
    return counts;
  }

  /**
   * Returns means over all executions so far.
   *
   * @param queryId of the statement; empty where the server does not compute it
   */
  List<Measure> measures(Optional<Long> queryId) {
    try {
      List<Measure> measures = new ArrayList<>();
      if (queryId.isPresent()) {
        walKilobytes(queryId.get()).ifPresent(it -> measures.add(new Measure("WAL", "kB", it)));
      }
      Counted ended = counted();
      long written = ended.written() - begun.written();
      long dead = ended.dead() - begun.dead();
      // A vacuum in between has taken dead rows away, and with them the count.
      if (written > 0 && dead >= 0) {
        measures.add(new Measure("dead rows", "", (double) dead * kind.rows() / written));
      }
      long updated = ended.updated() - begun.updated();
      if (updated > 0) {
        measures.add(new Measure("HOT", "%", 100.0 * (ended.hot() - begun.hot()) / updated));
      }
      return measures;
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot read what was written", e);
    }
  }

  /** Counts inserted rows whose score is not what the trigger, or its absence, makes it. */
  long rowsWithoutScore(String source, boolean scored) throws SQLException {
    String sql =
        "SELECT count(*) FROM "
            + events
            + " WHERE starts_with(source_url, ?) AND (data_quality_score > 0) <> ?";
    try (PreparedStatement query = session.connection().prepareStatement(sql)) {
      query.setString(1, source);
      query.setBoolean(2, scored);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Optional<Double> walKilobytes(long queryId) throws SQLException {
    String sql =
        """
        SELECT sum(wal_bytes) / sum(calls) / 1000
        FROM pg_stat_statements
        WHERE queryid = ? AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;
    try (PreparedStatement there =
            session
                .connection()
                .prepareStatement("SELECT to_regclass('pg_stat_statements') IS NOT NULL");
        ResultSet row = there.executeQuery()) {
      row.next();
      if (!row.getBoolean(1)) {
        return Optional.empty();
      }
    }
    try (PreparedStatement query = session.connection().prepareStatement(sql)) {
      query.setLong(1, queryId);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        double perStatement = row.getDouble(1);
        return row.wasNull() ? Optional.empty() : Optional.of(perStatement * kind.rows());
      }
    }
  }

  private Counted counted() throws SQLException {
    String sql =
        "SELECT "
            + kind.counter()
            + ", n_dead_tup, n_tup_upd, n_tup_hot_upd"
            + " FROM pg_stat_user_tables WHERE relid = CAST(? AS regclass)";
    try (PreparedStatement query = session.connection().prepareStatement(sql)) {
      query.setString(1, events);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return new Counted(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4));
      }
    }
  }
}
