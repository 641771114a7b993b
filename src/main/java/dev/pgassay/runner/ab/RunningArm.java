package dev.pgassay.runner.ab;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.RunSetup;
import java.util.Map;

/** The server of one arm, up and loaded. Not thread-safe. */
final class RunningArm implements AutoCloseable {
  private final RunningServer server;
  private final WorkloadContext context;

  private RunningArm(RunningServer server, WorkloadContext context) {
    this.server = server;
    this.context = context;
  }

  /**
   * Starts the server and loads missing data.
   *
   * @param base of the other arm, which must be loaded with the same
   * @param settings of its sessions, which are tried before anything is loaded
   * @throws InterruptedException if the comparison is ended; nothing is left running
   */
  static RunningArm start(ArmServer arm, RunSetup base, RunPlan plan, Map<String, String> settings)
      throws InterruptedException {
    RunSetup setup = base.on(arm.source(), arm.options());
    MeasuredData measuredData = setup.measuredData(plan);
    if (!measuredData.identity().equals(base.measuredData(plan).identity())) {
      throw new InvalidInput(
          "one arm would read the user's own tables and the other a dataset; name a --dataset or"
              + " give both arms a URL");
    }
    if (arm.source().kind() != SourceKind.URL) {
      setup.progress().say("starting a server for " + arm.display());
    }
    RunningServer server = start(arm, measuredData.options(setup.serverOptions()), setup);
    try {
      Workspace workspace = measuredData.workspace(server);
      ArmTrial.settings(settings, workspace);
      return new RunningArm(
          server, measuredData.load(server, workspace, setup.temporaryFolder()).context());
    } catch (RuntimeException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  /**
   * The other arm's server accepted all of {@code --set}, so a rejected setting is this arm's own.
   */
  private static RunningServer start(ArmServer arm, ServerOptions options, RunSetup setup)
      throws InterruptedException {
    try {
      return arm.source().start(options, setup.progress());
    } catch (InvalidInput e) {
      throw new InvalidInput(e.getMessage().replaceFirst("^--set ", "--arm-server-set "), e);
    }
  }

  RunningServer server() {
    return server;
  }

  WorkloadContext context() {
    return context;
  }

  @Override
  public void close() {
    server.close();
  }
}
