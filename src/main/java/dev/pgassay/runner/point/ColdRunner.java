package dev.pgassay.runner.point;

import dev.pgassay.measure.client.ForkContext;
import dev.pgassay.measure.client.ForkJvm;
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
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.forks.ForkWatch;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.Suite;
import dev.pgassay.runner.prepare.WarmCaches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures what a client sees first on a server that has just been made cold. Each fork passes its
 * gate on the warm server, which warms the fork's own code too; then the server is made cold, and
 * every client executes one query on a new session. Nothing that is measured has been read before,
 * but by the clients beside. Not thread-safe.
 */
public final class ColdRunner implements ForkDriver {
  /** The host's own part, which has limits of its own. */
  private static final Duration MAKING_COLD = Duration.ofHours(1);

  private final RunningServer server;
  private final Workspace workspace;
  private final Path log;
  private final List<String> forkArguments;
  private final ForkLimit limit;
  private List<String> steps = List.of();
  private final Map<String, Double> resident = new TreeMap<>();

  /**
   * @param server is made cold before every measurement
   * @param workspace of the points
   * @param folder of the run
   * @param forkArguments further JVM arguments of the forks, such as a class-data archive
   * @param limit how long each fork may take, beside what the host does meanwhile
   */
  public ColdRunner(
      RunningServer server,
      Workspace workspace,
      Path folder,
      List<String> forkArguments,
      ForkLimit limit) {
    this.server = server;
    this.workspace = workspace;
    this.log = folder.resolve("cold.log");
    this.forkArguments = List.copyOf(forkArguments);
    this.limit = limit;
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
      Duration longest = limit.of(ForkContext.read(forkFile), pass.warmup(), 2);
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
    List<String> arguments = new ArrayList<>(forkArguments);
    arguments.add("-D" + ForkContext.PROPERTY + "=" + forkFile);
    Process process =
        new ProcessBuilder(ForkJvm.command(arguments, ColdFork.class))
            .redirectError(Redirect.appendTo(log.toFile()))
            .start();
    try (ForkWatch watch = new ForkWatch(longest.plus(MAKING_COLD), process);
        Writer to = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        BufferedReader from =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      tell(to, pass.line());
      if (!ColdFork.READY.equals(from.readLine())) {
        watch.requireInTime();
        return false;
      }
      makeCold();
      tell(to, ColdFork.GO);
      boolean well = process.waitFor() == 0;
      watch.requireInTime();
      return well;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void tell(Writer to, String line) throws IOException {
    to.write(line + "\n");
    to.flush();
  }

  private void makeCold() {
    steps = server.makeCold(workspace);
    try (Session session = Session.open(workspace.target(Role.OWNER), WarmCaches.ANSWER_TIMEOUT)) {
      Residency.of(session, workspace.schema())
          .forEach((relation, share) -> resident.merge(relation, share, Math::max));
    }
  }
}
