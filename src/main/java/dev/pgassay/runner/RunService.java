package dev.pgassay.runner;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.NotExecutable;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Phase.Category;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.runner.ab.AbMeasurement;
import dev.pgassay.runner.ab.AbRequest;
import dev.pgassay.runner.ab.AbResult;
import dev.pgassay.runner.ab.ArmRounds;
import dev.pgassay.runner.openloop.LoadTest;
import dev.pgassay.runner.openloop.Mix;
import dev.pgassay.runner.openloop.MixMeasurement;
import dev.pgassay.runner.openloop.OpenLoadMeasurement;
import dev.pgassay.runner.plan.PlanIdentity;
import dev.pgassay.runner.plan.Resumption;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.UnfinishedRuns;
import dev.pgassay.runner.point.ClosedLoops;
import dev.pgassay.runner.point.IndexAuditing;
import dev.pgassay.runner.point.Measurement;
import dev.pgassay.runner.point.ReadyRun;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.OwnIndex;
import dev.pgassay.runner.prepare.ReadyData;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.runner.prepare.Scratch;
import dev.pgassay.runner.record.RunRecording;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs a plan from beginning to end. A run has five steps: it is planned, prepared (server and
 * data), measured in forks, gathered from the output of the forks, and recorded. Every point is on
 * disk before the next one is measured, however the run ends. Not thread-safe.
 */
public final class RunService {
  private static final String NOTHING_MEASURED = "interrupted before anything was measured";

  private final RunSetup setup;
  private final Function<RunPlan, MeasuredData> dataOfPlan;

  /**
   * @param setup everything that a run needs
   */
  public RunService(RunSetup setup) {
    this(setup, setup::measuredData);
  }

  /**
   * @param dataOfPlan finds the data on which a plan is measured
   */
  RunService(RunSetup setup, Function<RunPlan, MeasuredData> dataOfPlan) {
    this.setup = setup;
    this.dataOfPlan = dataOfPlan;
  }

  /**
   * Runs a plan in closed loops.
   *
   * @param plan the points to measure
   * @param resumption whether to resume an unfinished run: its valid points are kept, neither
   *     loading nor a build that survived is repeated
   * @return the run as it was written, complete or not; a run with an invalid or failed point is
   *     not trustworthy and says so
   * @throws Failure if nothing could be measured at all
   */
  public Run run(RunPlan plan, Resumption resumption) {
    return run(plan, plan.keys(), resumption, "closed loop", new ClosedLoops());
  }

  /**
   * Loads the one point of a plan on a schedule.
   *
   * @param plan of one point
   * @param test rates, and the objective that they must hold
   * @param resumption whether to resume an unfinished run: the rates that it measured are kept
   * @return the run as it was written, with a point for each rate
   * @throws Failure if nothing could be measured at all
   */
  public Run loadTest(RunPlan plan, LoadTest test, Resumption resumption) {
    return run(
        plan.withIndexAudit(false),
        test.keys(plan, Optional.empty()),
        resumption,
        test.toString(),
        new OpenLoadMeasurement(test));
  }

  /**
   * Sends a mix of statements on a schedule.
   *
   * @param matching the points that match, of which the first of each statement is taken
   * @param mix of the statements
   * @param test rates, and the objective that they must hold together
   * @param resumption as of {@link #loadTest}
   * @return the run as it was written, with a point for each statement and one for all at each rate
   * @throws Failure if nothing could be measured at all
   */
  public Run loadTest(RunPlan matching, Mix mix, LoadTest test, Resumption resumption) {
    RunPlan plan = mix.choose(matching);
    return run(
        plan,
        test.keys(plan, Optional.of(mix)),
        resumption,
        test + " " + mix,
        new MixMeasurement(mix, test));
  }

  /**
   * Compares two arms in turns.
   *
   * @param plan the base's points
   * @param request how the contender differs, and how it is judged
   * @return the base's run as it was written, and the findings about the contender
   * @throws Failure if nothing could be measured at all, or the comparison was ended before all was
   *     judged: a part of it is no verdict
   */
  public AbResult ab(RunPlan plan, AbRequest request) {
    request.change().check(plan);
    request.change().checkCopies(plan, setup.readsOwnTables(plan));
    RunService service =
        request.change().copies() ? new RunService(setup, setup::copiedTables) : this;
    try (AbMeasurement measurement = new AbMeasurement(setup, plan, request)) {
      Run run =
          service.run(
              plan.withIndexAudit(false),
              plan.keys(),
              new Resumption.None(),
              request.toString(),
              measurement);
      if (run.status() != RunStatus.COMPLETE) {
        throw new Failure(
            "the comparison is incomplete and gives no verdict: "
                + run.statusReason().orElse("it was ended")
                + "; run "
                + run.runId()
                + " keeps the observations; start the comparison again");
      }
      String origin = request.change().former().origin().map(it -> " as of " + it).orElse("");
      String where =
          setup.readsOwnTables(plan)
              ? " on " + run.server().address() + "/" + run.dataset().name()
              : "";
      return new AbResult(run, measurement.comparison("run " + run.runId() + where + origin));
    }
  }

  /**
   * Observes each point of a plan once, and has rounds run on the queries of each group.
   *
   * @param plan whose queries have rounds
   * @param request how long the rounds are, and who runs them
   * @return the run as it was written
   * @throws Failure if nothing could be measured at all
   */
  public Run rounds(RunPlan plan, ArmRounds.Request request) {
    try (ArmRounds.OfRun rounds = new ArmRounds.OfRun(request)) {
      return run(plan, plan.keys(), new Resumption.None(), request.toString(), rounds);
    }
  }

  /**
   * Carries out a run of any kind.
   *
   * @param planned the points that the run will have, as far as they are known
   * @param schedule how each is measured, in any words that tell schedules apart
   */
  Run run(
      RunPlan plan,
      List<PointKey> planned,
      Resumption resumption,
      String schedule,
      Measurement measurement) {
    MeasuredData data = dataOfPlan.apply(plan);
    setup.store().requireWritable();
    String identity = PlanIdentity.of(plan, schedule, data.identity(), setup.serverOptions());
    Optional<Run> earlier =
        new UnfinishedRuns(setup.store(), setup.progress()).find(resumption, identity);
    RunRecording recording = new RunRecording(setup, plan, planned, identity, earlier);
    ServerOptions options = data.options(setup.serverOptions());
    try (Scratch scratch = Scratch.open(setup.temporaryFolder());
        RunningServer server = start(options)) {
      recording.lap("start the server", Category.HARNESS);
      try {
        ReadyRun run = prepare(plan, data, server, scratch, measurement, recording);
        measurement.measure(run);
        restore(run);
        audit(run);
        return recording.complete();
      } catch (InterruptedException e) {
        return interrupted(recording);
      } catch (NotExecutable e) {
        throw recorded(new InvalidInput(e.getMessage(), e), recording);
      } catch (Failure e) {
        if (Thread.interrupted()) {
          return interrupted(recording);
        }
        throw recorded(explained(e, server), recording);
      }
    }
  }

  private RunningServer start(ServerOptions options) {
    try {
      return setup.source().start(options, setup.progress());
    } catch (Failure e) {
      throw Thread.interrupted() ? new Failure(NOTHING_MEASURED, e) : e;
    }
  }

  private ReadyRun prepare(
      RunPlan plan,
      MeasuredData data,
      RunningServer server,
      Scratch scratch,
      Measurement measurement,
      RunRecording recording)
      throws InterruptedException {
    if (plan.hasColdPoints()) {
      requireCold(data.whyNeverCold(server));
    }
    Workspace workspace = data.workspace(server);
    measurement.tryOut(workspace);
    ReadyData ready = data.load(server, workspace, scratch.folder());
    recording.begin(ready);
    return new ReadyRun(setup, plan, data, server, ready.context(), recording);
  }

  private static void requireCold(Optional<String> whyNot) {
    if (whyNot.isPresent()) {
      throw new InvalidInput("--state cold is not possible on this server: " + whyNot.get());
    }
  }

  /** Restores the indexes of the schema, and refuses a schema that differs from its migrations. */
  private static void restore(ReadyRun run) throws InterruptedException {
    if (run.readsOwnTables()) {
      return;
    }
    Set<Workload> workloads =
        run.plan().groups().stream().map(Group::workload).collect(Collectors.toSet());
    for (Workload workload : workloads) {
      workload.restore(run.context());
    }
    OwnIndex.restore(run.context());
    run.restored();
    List<Difference> differences = run.data().damage(run.context());
    if (!differences.isEmpty()) {
      throw new Failure(
          "the schema differs from its migrations after the run: "
              + differences.get(0).display()
              + "; see pgassay schema verify");
    }
    run.recording().lap("verify the schema", Category.HARNESS);
  }

  private static void audit(ReadyRun run) throws InterruptedException {
    if (run.plan().indexAudit() && run.context().generator().isPresent()) {
      run.recording().audited(new IndexAuditing(run.context()).audit(run.recording().soFar()));
    }
  }

  private static Run interrupted(RunRecording recording) {
    return recording.incomplete("interrupted").orElseThrow(() -> new Failure(NOTHING_MEASURED));
  }

  /** Records the measured points. If that fails too, the user still needs the first failure. */
  private static Failure recorded(Failure failure, RunRecording recording) {
    try {
      recording.incomplete(failure.getMessage());
    } catch (Failure e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static Failure explained(Failure failure, RunningServer server) {
    return server
        .diagnosis()
        .map(why -> new Failure(failure.getMessage() + "; " + why, failure))
        .orElse(failure);
  }
}
