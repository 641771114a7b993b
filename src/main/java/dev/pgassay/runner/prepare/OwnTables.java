package dev.pgassay.runner.prepare;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.schema.OwnTableSizes;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.runner.plan.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The tables of a database that the user named, which are only read, or of a copy of it. Not
 * thread-safe.
 */
final class OwnTables implements MeasuredData {
  private static final long SEED = 20260731;

  private final RunSetup setup;
  private final RunPlan plan;
  private final boolean copied;

  /** Copies of the database; none unless the run works on one. */
  private WorkloadContext.Copies copies = WorkloadContext.Copies.NONE;

  /**
   * @param copied whether the run works on a copy of the database, and may make others
   */
  OwnTables(RunSetup setup, RunPlan plan, boolean copied) {
    this.setup = setup;
    this.plan = plan;
    this.copied = copied;
  }

  @Override
  public String identity() {
    return "tables of the user's own";
  }

  @Override
  public long seed() {
    return plan.seed().orElse(SEED);
  }

  @Override
  public ServerOptions options(ServerOptions asked) {
    return asked;
  }

  @Override
  public Optional<String> whyNeverCold(RunningServer server) {
    return Optional.of("pgassay does not empty the caches of a database that it did not make");
  }

  @Override
  public Workspace workspace(RunningServer server) {
    Workspace source =
        server
            .asItStands()
            .orElseThrow(() -> new InvalidInput("only a database given by URL can be read"));
    if (!copied) {
      return source;
    }
    copies = new OwnCopies(server);
    return copies.make("base");
  }

  @Override
  public ReadyData load(RunningServer server, Workspace workspace, Path scratch) {
    if (!copied) {
      setup
          .progress()
          .say("reading database " + database(workspace) + " as it is; nothing is created in it");
    }
    return new ReadyData(
        new WorkloadContext(
            workspace,
            Optional.empty(),
            (metric, k, filter) -> {
              throw new IllegalStateException("no dataset is loaded");
            },
            copies,
            setup.loadOptions().builds(),
            scratch,
            setup.progress()),
        ResultParts.server(server.info(), workspace),
        ResultParts.ownTables(source(server)),
        List.of(),
        List.of());
  }

  /** The database that the user named; results are compared by its name. */
  private static ConnectionTarget source(RunningServer server) {
    return server.asItStands().orElseThrow().target(Role.READ_ONLY);
  }

  private static String database(Workspace workspace) {
    return workspace.target(Role.READ_ONLY).database();
  }

  @Override
  public List<TableSize> tableSizes(WorkloadContext context, PreparedWorkload prepared) {
    return OwnTableSizes.read(context.workspace(), prepared.tables());
  }

  @Override
  public List<Difference> damage(WorkloadContext context) {
    return List.of();
  }
}
