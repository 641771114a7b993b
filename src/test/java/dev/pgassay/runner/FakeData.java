package dev.pgassay.runner;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.BuildLimits;
import dev.pgassay.postgres.jdbc.ConnectionTarget;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.environment.Server;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.CannedRun;
import dev.pgassay.result.run.Run;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.ReadyData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Data of a canned run, which are in no database. */
final class FakeData implements MeasuredData {
  static final Workspace WORKSPACE =
      new Workspace(
          Workspace.SCHEMA,
          Workspace.META_SCHEMA,
          Arrays.stream(Role.values())
              .collect(Collectors.toMap(Function.identity(), FakeData::at)));

  private final Run canned = CannedRun.complete();

  /** The server, as results describe it. */
  Server server = canned.server();

  /** The differences that the run has not restored. */
  List<Difference> damage = List.of();

  /** Why points cannot be measured on cold caches. */
  Optional<String> whyNeverCold = Optional.empty();

  /** Ends the load. */
  Optional<InterruptedException> interruption = Optional.empty();

  /** How often it was loaded. */
  int loads;

  private static ConnectionTarget at(Role role) {
    return new ConnectionTarget(
        "127.0.0.1", 1, "none", role.name(), Optional.empty(), Optional.empty(), Map.of());
  }

  @Override
  public String identity() {
    return canned.dataset().identity();
  }

  @Override
  public long seed() {
    return 42;
  }

  @Override
  public ServerOptions options(ServerOptions asked) {
    return asked;
  }

  @Override
  public Optional<String> whyNeverCold(RunningServer running) {
    return whyNeverCold;
  }

  @Override
  public Workspace workspace(RunningServer running) {
    return WORKSPACE;
  }

  @Override
  public ReadyData load(RunningServer running, Workspace workspace, Path scratch)
      throws InterruptedException {
    if (interruption.isPresent()) {
      throw interruption.get();
    }
    loads++;
    WorkloadContext context =
        new WorkloadContext(
            workspace,
            Optional.empty(),
            (metric, k, filter) -> {
              throw new AssertionError("no exact neighbours are needed");
            },
            WorkloadContext.Copies.NONE,
            new BuildLimits(65_536, 0),
            scratch,
            Progress.NONE);
    return new ReadyData(
        context, server, canned.dataset(), canned.tableSizes(), canned.indexBuilds());
  }

  @Override
  public List<TableSize> tableSizes(WorkloadContext context, PreparedWorkload prepared) {
    return canned.tableSizes();
  }

  @Override
  public List<Difference> damage(WorkloadContext context) {
    return damage;
  }
}
