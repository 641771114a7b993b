package dev.pgassay.data.load;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Migration;
import dev.pgassay.postgres.schema.Migrations;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.progress.Progress;
import java.util.Optional;

/**
 * Loads a dataset into a workspace. It removes foreign keys and indexes and disables triggers,
 * copies the rows over several connections, vacuums, builds and times each index, restores the
 * foreign keys and verifies the schema. If it ends early, committed work remains, and the next call
 * continues with exactly what is missing. Not thread-safe.
 */
public final class DatasetLoader {
  /** Migrations 001 and 002 declare this number. */
  private static final int COLUMN_DIMENSIONS = 1536;

  private final LoadContext context;

  private DatasetLoader(LoadContext context) {
    this.context = context;
  }

  /**
   * Loads a dataset, or finds it loaded. A different dataset in the workspace is replaced, with an
   * announcement. An HNSW index that replaced the migration's own after an earlier load remains; a
   * benchmark of the schema's own index restores that first.
   *
   * @param source the rows
   * @param workspace target
   * @param options resources of the load
   * @param progress is told about each step
   * @return what the load took
   * @throws InvalidInput if the vectors do not fit into the schema's columns
   * @throws Failure in one line, if the server refuses, is full or lost, if another process is
   *     loading here, or if the calling thread was interrupted, whose flag is then set
   */
  public static LoadReport load(
      LoadSource source, Workspace workspace, LoadOptions options, Progress progress) {
    requireFitting(source);
    LoadContext context = LoadContext.of(source, workspace, options, progress);
    try (LoadLock lock = LoadLock.take(workspace, progress)) {
      return lock.whileHeld(() -> new DatasetLoader(context).run());
    } catch (DatabaseFailure e) {
      throw LoadFailure.explain(e);
    }
  }

  private static void requireFitting(LoadSource source) {
    if (source.dimensions() != COLUMN_DIMENSIONS) {
      throw new InvalidInput(
          "dataset %s has %d dimensions, but the columns of the schema have %d"
              .formatted(source.identity().name(), source.dimensions(), COLUMN_DIMENSIONS));
    }
  }

  private LoadReport run() {
    try (OwnerSession session = OwnerSession.open(context.workspace())) {
      Optional<LoadLedger.State> state = context.openLedgers(session);
      if (state.filter(it -> !it.sameTables()).isPresent()) {
        context
            .progress()
            .say(
                "the tables were recreated after "
                    + LoadContext.describe(state.get().identity())
                    + " was loaded");
      }
      boolean known =
          state.filter(LoadLedger.State::sameTables).filter(this::isOfSource).isPresent();
      if (known && state.get().finished()) {
        context.progress().say(context.source().identity().name() + " is already loaded");
        applyNewMigrations();
        return report(session, true);
      }
      if (known && isMigrated()) {
        context.progress().say("resuming the load of " + describe());
      } else {
        new LoadStart(context, session).begin(state);
      }
      new LoadCompletion(context, session).complete();
      return report(session, false);
    }
  }

  /** Applies newer migrations to a dataset that an earlier version of pgassay loaded. */
  private void applyNewMigrations() {
    for (Migration step : new Migrations(context.workspace()).migrate()) {
      context.progress().say("applied migration " + step.display());
    }
  }

  private boolean isMigrated() {
    return new Migrations(context.workspace())
        .status().stream().allMatch(status -> status.appliedAt().isPresent());
  }

  private boolean isOfSource(LoadLedger.State state) {
    return state.identity().sha256().equals(context.source().identity().sha256());
  }

  private String describe() {
    return LoadContext.describe(context.source().identity()) + " into " + context.where();
  }

  private LoadReport report(OwnerSession session, boolean already) {
    LoadLedger ledger = context.ledger();
    return session.transaction(
        "cannot read the state of the load",
        connection ->
            new LoadReport(
                context.source().identity(),
                already,
                ledger.state(connection).orElseThrow().attempts(),
                ledger.tables(connection),
                context.builds().all(connection),
                SchemaSizes.read(context.workspace()),
                ledger.phaseSeconds(connection)));
  }
}
