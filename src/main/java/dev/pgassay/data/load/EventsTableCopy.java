package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * Copies only the events, as {@link DatasetLoader} does, repeatedly into the emptied table, so that
 * its rate can be compared with another program's. The workspace is left in the middle of a load.
 * Not thread-safe.
 */
public final class EventsTableCopy {
  private final LoadContext context;

  private EventsTableCopy(LoadContext context) {
    this.context = context;
  }

  /**
   * Prepares the workspace for copying rows: migrated, empty, without secondary indexes and foreign
   * keys, and with triggers disabled.
   *
   * @param source of the events
   * @param workspace target; its content is dropped
   * @param connections number of concurrent connections
   * @param progress is told about each step
   * @throws Failure if the server refuses
   */
  public static EventsTableCopy prepare(
      LoadSource source, Workspace workspace, int connections, Progress progress) {
    LoadOptions options = new LoadOptions(connections, new BuildLimits(Integer.MAX_VALUE, 0));
    LoadContext context = LoadContext.of(source, workspace, options, progress);
    try (OwnerSession session = OwnerSession.open(workspace)) {
      new LoadStart(context, session).begin(context.openLedgers(session));
    }
    return new EventsTableCopy(context);
  }

  /** Returns the name of the table of events. */
  public QualifiedName table() {
    return context.name(Table.EVENTS);
  }

  /** Returns the owner's connection, for another program that copies rows in the same way. */
  public ConnectionTarget target() {
    return context.workspace().target(Role.OWNER);
  }

  /**
   * Empties the table and makes the server write everything to disk, so that all copies begin
   * alike.
   */
  public void empty() {
    try (OwnerSession session = OwnerSession.open(context.workspace());
        OwnerSession login = OwnerSession.open(target().withoutAssumedRole())) {
      session.transaction("cannot forget the rows", this::forget);
      login.executeAlone("cannot checkpoint", "CHECKPOINT");
    }
  }

  /**
   * Generates and copies all events, from opening the connections to the last commit.
   *
   * @return the elapsed time
   */
  public Duration copy() {
    RowGaps gaps =
        RowGaps.between(
            context.source().rows(Table.EVENTS),
            List.of(),
            LoadSizes.rowsInRange(Table.EVENTS),
            context.options().connections());
    long beganNanos = System.nanoTime();
    try (ParallelCopy copy = ParallelCopy.open(context)) {
      copy.copy(Table.EVENTS, gaps, Progress.Task.NONE);
    }
    return Duration.ofNanos(System.nanoTime() - beganNanos);
  }

  /** Returns the number of events in the table. */
  public long count() {
    try (OwnerSession session = OwnerSession.open(context.workspace())) {
      return session.transaction("cannot count the rows", this::count);
    }
  }

  private long count(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table().quoted())) {
      row.next();
      return row.getLong(1);
    }
  }

  private Void forget(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("TRUNCATE " + table().quoted());
    }
    context.ledger().forgetRanges(connection, Table.EVENTS);
    return null;
  }
}
