package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.index.IndexBuilder;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.LongStatement;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.SchemaVerifier;
import dev.pgassay.progress.Progress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Completes an open load, in an order in which every step either can be repeated or is recorded
 * with its work.
 *
 * <p>Tables are vacuumed before their indexes are built. Nothing changes in them afterwards, and
 * the dead rows of interrupted copies would otherwise require a pass over every index.
 */
final class LoadCompletion {
  private static final String VACUUM = "vacuum";

  private final LoadContext context;
  private final OwnerSession session;

  LoadCompletion(LoadContext context, OwnerSession session) {
    this.context = context;
    this.session = session;
  }

  void complete() {
    session.transaction("cannot take up the load", this::countAttempt);
    long copied = copy();
    if (copied > 0 || !isVacuumed()) {
      context.timed(session, VACUUM, this::vacuum);
    }
    putBack();
    graph();
    context.timed(session, "check", this::check);
    checkpoint();
    session.transaction("cannot mark the load as finished", this::finish);
  }

  private long copy() {
    long copied = 0;
    try (ParallelCopy copy = ParallelCopy.open(context)) {
      for (Table table : Table.values()) {
        RowGaps gaps = gaps(table);
        long missing = gaps.left();
        if (missing > 0) {
          try (Progress.Task task =
              context.progress().start("load " + table.tableName(), missing, "rows")) {
            copy.copy(table, gaps, task);
          }
        }
        copied += missing;
      }
    }
    return copied;
  }

  private RowGaps gaps(Table table) {
    List<RowRange> present =
        session.transaction(
            "cannot read the state of the load",
            connection -> context.ledger().ranges(connection, table));
    return RowGaps.between(
        context.source().rows(table),
        present,
        LoadSizes.rowsInRange(table),
        context.options().connections());
  }

  private boolean isVacuumed() {
    return session.transaction(
        "cannot read the state of the load",
        connection -> context.ledger().phaseSeconds(connection).containsKey(VACUUM));
  }

  private void vacuum() {
    Table[] tables = Table.values();
    try (Progress.Task task =
        context.progress().start("vacuum and analyze", tables.length, "tables")) {
      for (Table table : tables) {
        session.executeAlone(
            "cannot vacuum " + table.tableName(),
            "VACUUM (ANALYZE) " + context.name(table).quoted());
        task.advance(1);
      }
    }
  }

  private void putBack() {
    List<SchemaObject> objects =
        session.transaction("cannot read the state of the load", context.ledger()::missingObjects);
    try (IndexBuilder builder =
        IndexBuilder.open(
            context.workspace().target(Role.OWNER),
            LoadSizes.buildSettings(context.source(), context.options()))) {
      for (SchemaObject object : objects) {
        switch (object.kind()) {
          case INDEX -> build(builder, object);
          case TRIGGERS -> putBack(object);
          case FOREIGN_KEY -> context.timed(session, "foreign keys", () -> putBack(object));
        }
      }
    }
  }

  private void build(IndexBuilder builder, SchemaObject object) {
    IndexBuild build =
        builder.build(
            object.index(context.workspace().schema()),
            (connection, done) -> {
              context.builds().record(connection, done);
              context.ledger().putBack(connection, object);
            },
            context.progress());
    build.notices().forEach(notice -> context.progress().warn(object.name() + ": " + notice));
  }

  private void putBack(SchemaObject object) {
    String doing = "cannot put back " + object.name();
    session.transaction(
        doing,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            LongStatement.execute(statement, object.createSql(), doing, () -> {});
          }
          context.ledger().putBack(connection, object);
          return null;
        });
  }

  private void graph() {
    GraphLoad graph = new GraphLoad(context, session);
    if (!graph.isPossible()) {
      context
          .progress()
          .say("the graph is left out: " + context.where() + " has no AGE that pgassay may use");
    } else if (!graph.isDone()) {
      graph.load();
    }
  }

  private void check() {
    for (Table table : Table.values()) {
      long rows = session.transaction("cannot count the rows", open -> count(open, table));
      long wanted = context.source().rows(table);
      if (rows != wanted) {
        throw new Failure(
            "%s has %d rows after loading instead of %d; load into a fresh database"
                .formatted(context.name(table), rows, wanted));
      }
    }
    List<Difference> differences = SchemaVerifier.verify(context.workspace());
    if (!differences.isEmpty()) {
      throw new Failure(
          "the schema differs from its migrations in %d places, the first: %s"
              .formatted(differences.size(), differences.get(0).display()));
    }
  }

  private long count(Connection connection, Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM " + context.name(table).quoted())) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Makes the server write everything to disk, so that a following measurement is not disturbed by
   * it.
   */
  private void checkpoint() {
    try (OwnerSession login =
        OwnerSession.open(context.workspace().target(Role.OWNER).withoutAssumedRole())) {
      context.timed(
          session, "checkpoint", () -> login.executeAlone("cannot checkpoint", "CHECKPOINT"));
    } catch (DatabaseFailure e) {
      if (!e.sqlState().equals(LoadFailure.INSUFFICIENT_PRIVILEGE)) {
        throw e;
      }
    }
  }

  private Void countAttempt(Connection connection) throws SQLException {
    context.ledger().countAttempt(connection);
    return null;
  }

  private Void finish(Connection connection) throws SQLException {
    context.ledger().finish(connection);
    return null;
  }
}
