package dev.pgassay.benchmarks.churn;

import dev.pgassay.benchmarks.copy.EventsCopy;
import dev.pgassay.data.dataset.rows.RowGenerator;
import dev.pgassay.data.dataset.rows.RowIds;
import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.load.BinaryCopyEncoder;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.postgres.jdbc.BinaryCopy;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.progress.Progress;
import dev.pgassay.stats.Measure;
import dev.pgassay.stats.MeasuredStage;
import dev.pgassay.vector.RecallStatistics;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Deletes, inserts and vacuums in a copy of the database, round by round, and times the last round.
 * After every round the copy is searched and inspected. Not thread-safe.
 */
final class ChurnRounds implements EventsCopy.Change {
  private static final int BATCH = 500;
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final double BYTES_OF_MEBIBYTE = 1 << 20;
  private static final String EVENTS = Table.EVENTS.tableName();

  /**
   * Flushes a session's counts, which otherwise reach the statistics up to a second later: rows
   * from before a VACUUM would count as dead again after it. Older servers cannot do this.
   */
  private static final String FLUSH =
      """
      DO $$
      BEGIN
        IF current_setting('server_version_num')::integer >= 150000 THEN
          PERFORM pg_stat_force_next_flush();
        END IF;
      END $$
      """;

  private final ChurnedEvents events;
  private final ChurnedRows rows;
  private final Upkeep upkeep;
  private final ChurnRecall recall;
  private final Progress progress;
  private final BinaryCopyEncoder encoder = new BinaryCopyEncoder(BUFFER_BYTES);
  private final List<Measure> measures = new ArrayList<>();
  private final List<MeasuredStage> stages = new ArrayList<>();
  private long counted;

  /**
   * The maintenance of the rounds.
   *
   * @param rounds number of rounds
   * @param vacuum whether each ends with a vacuum
   * @param reindex whether the HNSW index is rebuilt after the last one
   */
  record Upkeep(int rounds, boolean vacuum, boolean reindex) {}

  ChurnRounds(
      ChurnedEvents events,
      ChurnedRows rows,
      Upkeep upkeep,
      ChurnRecall recall,
      Progress progress) {
    this.events = events;
    this.rows = rows;
    this.upkeep = upkeep;
    this.recall = recall;
    this.progress = progress;
  }

  @Override
  public void apply(EventsCopy copy) throws InterruptedException {
    // Autovacuum would run at a time of its own, in some runs and not in others.
    copy.execute(
        "cannot switch autovacuum off for the copy",
        "ALTER TABLE " + copy.quoted(EVENTS) + " SET (autovacuum_enabled = off)");
    measure("round 0", copy);
    for (int round = 1; round <= upkeep.rounds(); round++) {
      take(copy, rows.next());
      measure("round " + round, copy);
    }
    if (upkeep.reindex()) {
      double seconds = copy.rebuildIndex(EventsVectorIndex.NAME).seconds();
      measures.add(new Measure("rebuild", "s", seconds));
      measure("rebuilt", copy);
    }
    look(copy);
  }

  /** Returns how many rows the server counted after the last round. */
  long counted() {
    return counted;
  }

  /** Returns the duration of the last round, and what all rounds have left behind. */
  List<Measure> measures() {
    return List.copyOf(measures);
  }

  /**
   * Returns recall, size and dead rows at the beginning, after each round, and after the rebuild.
   */
  List<MeasuredStage> stages() {
    return List.copyOf(stages);
  }

  private void measure(String stage, EventsCopy copy) throws InterruptedException {
    RecallStatistics found = recall.of(copy);
    List<Measure> seen = new ArrayList<>();
    seen.add(new Measure("recall@" + found.k(), "", found.mean()));
    seen.addAll(sizes(copy));
    stages.add(new MeasuredStage(stage, seen));
  }

  private void take(EventsCopy copy, ChurnedRows.Round round) throws InterruptedException {
    measures.clear();
    String table = copy.quoted(EVENTS);
    try (Session session = Session.open(copy.workspace().target(Role.OWNER));
        Progress.Task task = progress.start("delete and insert", 2L * round.inserted(), "rows")) {
      delete(session, table, round.deleted(), task);
      long begin = System.nanoTime();
      insert(session, new QualifiedName(copy.workspace().schema(), EVENTS), round, task);
      double seconds = secondsSince(begin);
      measures.add(new Measure("insert", "ms/row", 1000 * seconds / round.inserted()));
      session.execute("cannot flush the statistics of the copy", FLUSH);
      if (upkeep.vacuum()) {
        vacuum(session, table);
      }
    }
  }

  /** Deletes the rows of a round and, by cascade, their links. */
  private void delete(Session session, String table, long[] deleted, Progress.Task task)
      throws InterruptedException {
    String doing = "cannot delete events";
    RowIds ids = events.ids();
    try {
      for (int first = 0; first < deleted.length; first += BATCH) {
        requireGoingOn();
        UUID[] batch = new UUID[Math.min(BATCH, deleted.length - first)];
        for (int i = 0; i < batch.length; i++) {
          batch[i] = ids.uuid(deleted[first + i]);
        }
        session.update(
            doing,
            "DELETE FROM " + table + " WHERE id = ANY (?)",
            session.connection().createArrayOf("uuid", batch));
        task.advance(batch.length);
      }
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
  }

  private void insert(
      Session session, QualifiedName table, ChurnedRows.Round round, Progress.Task task)
      throws InterruptedException {
    RowGenerator generator = events.newRowGenerator();
    for (int first = 0; first < round.inserted(); first += BATCH) {
      requireGoingOn();
      int batch = Math.min(BATCH, round.inserted() - first);
      try (BinaryCopy sink =
          BinaryCopy.into(session.connection(), table, events.columns(), batch + " new rows")) {
        encoder.begin(sink::write);
        for (int i = 0; i < batch; i++) {
          generator.write(round.firstInserted() + first + i, encoder);
        }
        encoder.end();
        sink.finish();
      }
      task.advance(batch);
    }
  }

  /** Includes the indexes: by default VACUUM skips them when few pages have dead rows. */
  private void vacuum(Session session, String table) {
    String doing = "cannot vacuum the copy";
    long begin = System.nanoTime();
    try (Statement statement = session.connection().createStatement()) {
      LongStatement.execute(
          statement, "VACUUM (ANALYZE, INDEX_CLEANUP ON) " + table, doing, () -> {});
    } catch (SQLException e) {
      throw DatabaseFailure.of(doing, e);
    }
    measures.add(new Measure("vacuum", "s", secondsSince(begin)));
  }

  private void look(EventsCopy copy) {
    measures.addAll(sizes(copy));
    try (Session session = Session.open(copy.workspace().target(Role.OWNER))) {
      counted = number(session, "SELECT count(*) FROM " + copy.quoted(EVENTS));
    }
  }

  private static List<Measure> sizes(EventsCopy copy) {
    double bytes = copy.sizeBytes(EventsVectorIndex.NAME);
    try (Session session = Session.open(copy.workspace().target(Role.OWNER))) {
      String dead = "SELECT pg_stat_get_dead_tuples(CAST(? AS regclass))";
      return List.of(
          new Measure("index", "MiB", bytes / BYTES_OF_MEBIBYTE),
          new Measure("dead rows", "", number(session, dead, copy.quoted(EVENTS))));
    }
  }

  private static long number(Session session, String sql, Object... values) {
    return session.text("cannot look at the copy", sql, values).map(Long::parseLong).orElseThrow();
  }

  private static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted while rows were deleted and inserted");
    }
  }

  private static double secondsSince(long nanos) {
    return (double) (System.nanoTime() - nanos) / TimeUnit.SECONDS.toNanos(1);
  }
}
