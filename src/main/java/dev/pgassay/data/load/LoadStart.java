package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.failure.Failure;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.schema.SchemaVerifier;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

/** Prepares a workspace for the rows of another dataset. */
final class LoadStart {
  private final LoadContext context;
  private final OwnerSession session;
  private final Migrations migrations;

  LoadStart(LoadContext context, OwnerSession session) {
    this.context = context;
    this.session = session;
    this.migrations = new Migrations(context.workspace());
  }

  /**
   * Leaves empty tables without indexes and foreign keys, and an open load in the ledger.
   *
   * @param before the earlier load
   */
  void begin(Optional<LoadLedger.State> before) {
    context.timed(session, "schema", () -> makeFresh(before));
    context
        .progress()
        .say(
            "loading "
                + LoadContext.describe(context.source().identity())
                + " into "
                + context.where());
    session.transaction("cannot take the indexes off the schema", this::takeOff);
  }

  private void makeFresh(Optional<LoadLedger.State> before) {
    if (before.isPresent()) {
      context
          .progress()
          .say(
              "replacing "
                  + LoadContext.describe(before.get().identity())
                  + " in "
                  + context.where());
      session.transaction("cannot forget the former load", this::forget);
      migrations.rollbackAll();
    }
    migrations.migrate();
    if (!isFresh()) {
      context
          .progress()
          .say("recreating the schema, because its tables differ from its migrations");
      migrations.rollbackAll();
      migrations.migrate();
      requireAsMigrated();
    }
  }

  /** Rights on the schema and its owner do not belong to the tables, and are kept. */
  private void requireAsMigrated() {
    List<Difference> differences = SchemaVerifier.verify(context.workspace());
    if (!differences.isEmpty()) {
      throw new Failure(
          ("the schema in %s differs from its migrations even with new tables, in %d places, the"
                  + " first: %s; repair it by hand, or remove the workspace with pgassay clean")
              .formatted(context.where(), differences.size(), differences.get(0).display()));
    }
  }

  /** Deletes the records first, so that after an interruption the tables do not pass for loaded. */
  private Void forget(Connection connection) throws SQLException {
    context.ledger().clear(connection);
    context.builds().clear(connection);
    return null;
  }

  private boolean isFresh() {
    return session.transaction("cannot look into the tables", this::isEmpty)
        && SchemaVerifier.verify(context.workspace()).isEmpty();
  }

  private boolean isEmpty(Connection connection) throws SQLException {
    for (Table table : Table.values()) {
      if (hasRows(connection, context.name(table))) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasRows(Connection connection, QualifiedName table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT EXISTS (SELECT FROM " + table.quoted() + ")")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private Void takeOff(Connection connection) throws SQLException {
    List<SchemaObject> objects = SchemaObjects.read(connection, context.workspace().schema());
    SchemaObjects.drop(connection, objects);
    context.ledger().begin(connection, context.source().identity(), objects);
    return null;
  }
}
