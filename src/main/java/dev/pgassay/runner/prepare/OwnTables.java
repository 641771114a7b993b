package dev.pgassay.runner.prepare;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.runner.plan.RunPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The tables of a database that the user named, which are only read. */
public final class OwnTables implements MeasuredData {
  private static final long SEED = 20260731;

  private final RunSetup setup;
  private final RunPlan plan;

  OwnTables(RunSetup setup, RunPlan plan) {
    this.setup = setup;
    this.plan = plan;
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
  public WorkloadContext enter(Listener listener, RunningServer server, Path scratch)
      throws InterruptedException {
    Workspace workspace =
        server
            .asItStands()
            .orElseThrow(() -> new InvalidInput("only a database given by URL can be read"));
    listener.reached(workspace);
    setup
        .progress()
        .say("reading database " + database(workspace) + " as it is; nothing is created in it");
    listener.entered(workspace);
    return new WorkloadContext(
        workspace,
        Optional.empty(),
        (metric, k, filter) -> {
          throw new IllegalStateException("no dataset is loaded");
        },
        WorkloadContext.Copies.NONE,
        setup.loadOptions().builds(),
        scratch,
        setup.progress());
  }

  @Override
  public List<Difference> damage(WorkloadContext context) {
    return List.of();
  }

  private static String database(Workspace workspace) {
    return workspace.target(Role.READ_ONLY).database();
  }
}
