package dev.pgassay.benchmarks.write;

import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.query.MeasuredSession;
import dev.pgassay.stats.Measure;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The server's counts of writes: write-ahead log and dead rows. */
final class WriteCounts {
  private final MeasuredSession session;
  private final WriteKind kind;
  private final String events;
  private Counted begun;
  private Optional<Wal> walBegun = Optional.empty();
  private Wal walCounted = Wal.NONE;

  private WriteCounts(MeasuredSession session, WriteKind kind, String events) {
    this.session = session;
    this.kind = kind;
    this.events = events;
  }

  /** Counts of the table's rows, for all clients. */
  private record Counted(long written, long dead, long updated, long hot) {}

  /**
   * The write-ahead log of a statement.
   *
   * @param calls a batch has one for each row
   */
  record Wal(double bytes, long calls) {
    static final Wal NONE = new Wal(0, 0);

    Wal plus(Wal other) {
      return new Wal(bytes + other.bytes, calls + other.calls);
    }

    Wal minus(Wal earlier) {
      return new Wal(bytes - earlier.bytes, calls - earlier.calls);
    }

    double kilobytesPerCall() {
      return bytes / calls / 1000;
    }
  }

  static WriteCounts begin(MeasuredSession session, WriteKind kind, String events)
      throws SQLException {
    WriteCounts counts = new WriteCounts(session, kind, events);
    counts.begun = counts.counted();
    return counts;
  }

  /**
   * Begins to count the write-ahead log of a statement, of all clients.
   *
   * @param queryId of the statement; empty if the server does not compute it
   */
  void beginWal(Optional<Long> queryId) {
    walBegun = queryId.flatMap(this::wal);
  }

  /** Counts the write-ahead log since {@link #beginWal}, if that was called. */
  void endWal(Optional<Long> queryId) {
    Optional<Wal> ended = walBegun.isEmpty() ? Optional.empty() : queryId.flatMap(this::wal);
    ended.ifPresent(it -> walCounted = walCounted.plus(it.minus(walBegun.get())));
    walBegun = Optional.empty();
  }

  /** Returns means: of the log while it was counted, otherwise over all executions so far. */
  List<Measure> measures() {
    try {
      List<Measure> measures = new ArrayList<>();
      if (walCounted.calls() > 0) {
        measures.add(new Measure("WAL", "kB", walCounted.kilobytesPerCall() * kind.rows()));
      }
      Counted ended = counted();
      long written = ended.written() - begun.written();
      long dead = ended.dead() - begun.dead();
      // A vacuum in between removed dead rows and their count.
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

  /** Counts inserted rows with a score that is wrong for the state of the trigger. */
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

  /** Returns empty if the server does not count it or does not answer. */
  private Optional<Wal> wal(long queryId) {
    String sql =
        """
        SELECT sum(wal_bytes), sum(calls)
        FROM pg_stat_statements
        WHERE queryid = ? AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;
    try {
      if (!countsStatements()) {
        return Optional.empty();
      }
      try (PreparedStatement query = session.connection().prepareStatement(sql)) {
        query.setLong(1, queryId);
        try (ResultSet row = query.executeQuery()) {
          row.next();
          return Optional.of(new Wal(row.getDouble(1), row.getLong(2)));
        }
      }
    } catch (SQLException ignored) {
      // If the connection is lost, the next execution fails and is counted.
      return Optional.empty();
    }
  }

  private boolean countsStatements() throws SQLException {
    try (PreparedStatement query =
            session
                .connection()
                .prepareStatement("SELECT to_regclass('pg_stat_statements') IS NOT NULL");
        ResultSet row = query.executeQuery()) {
      row.next();
      return row.getBoolean(1);
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
