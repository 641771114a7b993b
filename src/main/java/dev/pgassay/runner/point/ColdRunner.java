package dev.pgassay.runner.point;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.index.Residency;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.result.point.Fork;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.runner.forks.ColdFork;
import dev.pgassay.runner.forks.ColdPass;
import dev.pgassay.runner.forks.ForkDriver;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkProcess;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.Suite;
import dev.pgassay.runner.prepare.WarmCaches;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measures the first query of a client on a server that has just been made cold. Each fork passes
 * its gate on the warm server, which warms the fork's own code too; then the server is made cold,
 * and every client executes one query on a new session. Only the other clients may have read the
 * measured data before. Not thread-safe.
 */
public final class ColdRunner implements ForkDriver {
  /** The host's own part, which has limits of its own. */
  private static final Duration MAKING_COLD = Duration.ofHours(1);

  private final RunningServer server;
  private final Workspace workspace;
  private final ForkLauncher forks;
  private List<String> steps = List.of();
  private final Map<String, Double> resident = new TreeMap<>();

  /**
   * @param server is made cold before every measurement
   * @param workspace of the points
   * @param forks starts the forks; their limit does not cover the work of the host in between
   */
  public ColdRunner(RunningServer server, Workspace workspace, ForkLauncher forks) {
    this.server = server;
    this.workspace = workspace;
    this.forks = forks;
  }

  @Override
  public PointKey key(Workload workload, PlannedPoint planned) {
    return planned.key(workload.name());
  }

  @Override
  public Schedule schedule(PlannedPoint planned) {
    Suite.Timing timing = planned.timing();
    return new Schedule(
        Schedule.Loop.CLOSED,
        timing.forks(),
        new Schedule.Rounds(timing.warmupIterations(), timing.secondsEach()),
        new Schedule.Rounds(1, 0));
  }

  @Override
  public Map<String, String> inputs(Workload workload) {
    return Map.of();
  }

  @Override
  public Preparation preparation(Preparation found) {
    return new Preparation(Preparation.Cache.COLD, steps, resident);
  }

  @Override
  public List<List<Fork.Iteration>> run(
      Workload workload, PlannedPoint planned, Path forkFile, Path reports)
      throws IOException, InterruptedException {
    List<List<Fork.Iteration>> measured = new ArrayList<>();
    for (int number = 0; number < planned.timing().forks(); number++) {
      ColdPass pass = new ColdPass(workload.name(), planned, number);
      Duration longest = forks.limit().of(ForkContext.read(forkFile), pass.warmup(), 2);
      if (!measure(pass, forkFile, longest)) {
        break;
      }
      // A single execution has a latency and no rate.
      measured.add(List.of());
    }
    return measured;
  }

  private boolean measure(ColdPass pass, Path forkFile, Duration longest)
      throws IOException, InterruptedException {
    try (ForkProcess fork = forks.answering(ColdFork.class, forkFile, "cold.log")) {
      fork.limit(longest.plus(MAKING_COLD));
      if (!fork.ask(pass.line()).equals(Optional.of(ColdFork.READY))) {
        return false;
      }
      makeCold();
      fork.tell(ColdFork.GO);
      return fork.await();
    }
  }

  private void makeCold() {
    steps = server.makeCold(workspace);
    try (Session session = Session.open(workspace.target(Role.OWNER), WarmCaches.ANSWER_TIMEOUT)) {
      Residency.of(session, workspace.schema())
          .forEach((relation, share) -> resident.merge(relation, share, Math::max));
    }
  }
}
