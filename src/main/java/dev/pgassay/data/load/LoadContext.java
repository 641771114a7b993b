package dev.pgassay.data.load;

import dev.pgassay.data.dataset.rows.Table;
import dev.pgassay.data.dataset.spec.DatasetIdentity;
import dev.pgassay.postgres.jdbc.QualifiedName;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.progress.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * The common data of the steps of one load.
 *
 * @param source the rows
 * @param workspace target
 * @param options resources of the load
 * @param progress is told about each step
 * @param ledger records of the load
 * @param builds records of the index builds
 */
record LoadContext(
    LoadSource source,
    Workspace workspace,
    LoadOptions options,
    Progress progress,
    LoadLedger ledger,
    BuildLedger builds) {

  static LoadContext of(
      LoadSource source, Workspace workspace, LoadOptions options, Progress progress) {
    return new LoadContext(
        source,
        workspace,
        options,
        progress,
        new LoadLedger(workspace),
        new BuildLedger(workspace));
  }

  /** Creates missing ledgers, and reads the state of the load. */
  Optional<LoadLedger.State> openLedgers(OwnerSession session) {
    return session.transaction(
        "cannot read the state of the load",
        connection -> {
          ledger.createIfMissing(connection);
          builds.createIfMissing(connection);
          return ledger.state(connection);
        });
  }

  QualifiedName name(Table table) {
    return new QualifiedName(workspace.schema(), table.tableName());
  }

  String where() {
    return workspace.target(Role.OWNER).display();
  }

  static String describe(DatasetIdentity identity) {
    return identity.name() + " (" + identity.shortHash() + ")";
  }

  /** Executes a phase and adds its time to the ledger. */
  void timed(OwnerSession session, String phase, Runnable work) {
    long beganNanos = System.nanoTime();
    work.run();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - beganNanos);
    session.transaction(
        "cannot record the phase " + phase,
        connection -> {
          ledger.addToPhase(connection, phase, elapsed);
          return null;
        });
  }
}
