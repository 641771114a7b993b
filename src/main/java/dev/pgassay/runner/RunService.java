package dev.pgassay.runner;

import dev.pgassay.failure.Failure;
import dev.pgassay.failure.InvalidInput;
import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.Workload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.Session;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.query.SettingRule;
import dev.pgassay.postgres.schema.Difference;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.postgres.server.source.ServerOptions;
import dev.pgassay.postgres.server.source.SourceKind;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Phase.Category;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunStatus;
import dev.pgassay.runner.ab.AbChange;
import dev.pgassay.runner.ab.AbMeasurement;
import dev.pgassay.runner.ab.AbRequest;
import dev.pgassay.runner.ab.AbResult;
import dev.pgassay.runner.ab.ArmRounds;
import dev.pgassay.runner.ab.ArmTrial;
import dev.pgassay.runner.ab.RunningArm;
import dev.pgassay.runner.openloop.LoadTest;
import dev.pgassay.runner.openloop.Mix;
import dev.pgassay.runner.openloop.MixMeasurement;
import dev.pgassay.runner.openloop.OpenLoadMeasurement;
import dev.pgassay.runner.plan.PlanIdentity;
import dev.pgassay.runner.plan.Resumption;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.UnfinishedRuns;
import dev.pgassay.runner.point.IndexAuditing;
import dev.pgassay.runner.point.JmhRunner;
import dev.pgassay.runner.point.Measurement;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.OwnIndex;
import dev.pgassay.runner.prepare.OwnTables;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.runner.prepare.Scratch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Runs a plan from beginning to end: a server, the data, the exact neighbours, and then each group
 * of points after the one build that they share. What was measured is on disk before the next point
 * starts, however the run ends. Not thread-safe.
 */
public final class RunService {
  private static final String RESTORING = "restore the schema's own indexes";

  private final RunSetup setup;

  /**
   * @param setup everything that a run needs
   */
  public RunService(RunSetup setup) {
    this.setup = setup;
  }

  /**
   * Runs a plan.
   *
   * @param plan what to measure
   * @param resumption whether to go on with an unfinished run: its valid points are kept, neither
   *     loading nor a build that survived is repeated
   * @return the run as it was written, complete or not; a run with an invalid or failed point is
   *     not trustworthy and says so
   * @throws Failure where nothing could be measured at all
   */
  public Run run(RunPlan plan, Resumption resumption) {
    return run(
        plan,
        plan.keys(),
        resumption,
        "closed loop",
        (run, points) -> {
          JmhRunner jmh = run.jmh();
          return (group, prepared, planned, found) ->
              found.accept(
                  points.measure(
                      planned.cold() ? run.coldRunner(prepared) : jmh,
                      group,
                      prepared,
                      planned,
                      plan.number(group, planned)));
        });
  }

  /**
   * Loads the one point of a plan on a schedule.
   *
   * @param plan of one point
   * @param test rates, and what they are to hold
   * @param resumption whether to go on with an unfinished run: the rates that it measured are kept
   * @return the run as it was written, with a point for each rate
   * @throws Failure where nothing could be measured at all
   */
  public Run loadTest(RunPlan plan, LoadTest test, Resumption resumption) {
    return run(
        plan.withIndexAudit(false),
        test.keys(plan, Optional.empty()),
        resumption,
        test.toString(),
        (run, points) ->
            new OpenLoadMeasurement(points, test, run::kept, run.forks(), setup.progress()));
  }

  /**
   * Sends a mix of statements on a schedule.
   *
   * @param matching the points that match, of which the first of each statement is taken
   * @param mix of the statements
   * @param test rates, and what they are to hold together
   * @param resumption as of {@link #loadTest}
   * @return the run as it was written, with a point for each statement and one for all at each rate
   * @throws Failure where nothing could be measured at all
   */
  public Run loadTest(RunPlan matching, Mix mix, LoadTest test, Resumption resumption) {
    RunPlan plan = mix.choose(matching);
    return run(
        plan,
        test.keys(plan, Optional.of(mix)),
        resumption,
        test + " " + mix,
        workspace -> {},
        (context, run, points, server) ->
            measureTogether(
                plan,
                new MixMeasurement(points, mix, test, run::kept, run.forks(), setup.progress()),
                context,
                run,
                server));
  }

  private static void measureTogether(
      RunPlan plan,
      MixMeasurement measurement,
      WorkloadContext context,
      RunInProgress run,
      RunningServer server)
      throws InterruptedException {
    List<MixMeasurement.Statement> statements = new ArrayList<>();
    try {
      if (plan.groups().stream().anyMatch(group -> !group.workload().replacesIndexes())) {
        restoreOwnIndex(context, run);
      }
      for (Group group : plan.groups()) {
        PreparedWorkload prepared = group.workload().prepare(context, group.build());
        statements.add(new MixMeasurement.Statement(group, prepared));
        run.prepared(group, context, prepared);
      }
      measurement.measure(
          statements, point -> measured(run, point, server), run::measuredAlongside);
      run.groupMeasured("the mix");
    } finally {
      statements.forEach(statement -> statement.prepared().close());
    }
  }

  /**
   * Compares two arms in turns.
   *
   * @param plan the base's points
   * @param request in what the contender differs, and how it is judged
   * @return the base's run as it was written, and what is said of the contender
   * @throws Failure where nothing could be measured at all, or the comparison was ended before all
   *     was judged: a part of it is no verdict
   */
  public AbResult ab(RunPlan plan, AbRequest request) {
    request.change().check(plan);
    if (setup.measuredData(plan) instanceof OwnTables) {
      request.change().requireNoCopy(plan);
    }
    List<AbMeasurement> begun = new ArrayList<>();
    List<RunningArm> others = new ArrayList<>();
    try {
      Run run =
          run(
              plan.withIndexAudit(false),
              plan.keys(),
              new Resumption.None(),
              request.toString(),
              workspace -> tryOut(request.change(), plan, workspace).ifPresent(others::add),
              (context, inProgress, points, server) -> {
                begun.add(
                    new AbMeasurement(
                        points,
                        request,
                        plan,
                        inProgress.forks(),
                        server,
                        setup,
                        context,
                        others.stream().findFirst()));
                measureGroups(plan, begun.get(0), context, inProgress, server);
              });
      if (run.status() != RunStatus.COMPLETE) {
        throw new Failure(
            "the comparison is incomplete and gives no verdict: "
                + run.statusReason().orElse("it was ended")
                + "; run "
                + run.runId()
                + " keeps the observations; start the comparison again");
      }
      String origin = request.change().former().origin().map(it -> " as of " + it).orElse("");
      return new AbResult(run, begun.get(0).comparison("run " + run.runId() + origin));
    } finally {
      begun.forEach(AbMeasurement::close);
      others.forEach(RunningArm::close);
    }
  }

  /**
   * Tries the contender's settings before anything is loaded for the base, on a server of its own
   * where it has one.
   *
   * @return that server, loaded
   */
  private Optional<RunningArm> tryOut(AbChange change, RunPlan plan, Workspace workspace)
      throws InterruptedException {
    if (change.server().isEmpty()) {
      ArmTrial.settings(change.settings(), workspace);
      return Optional.empty();
    }
    MeasuredData.Listener listener =
        new MeasuredData.Unrecorded() {
          @Override
          public void reached(Workspace ofArm) {
            ArmTrial.settings(change.settings(), ofArm);
          }
        };
    return Optional.of(RunningArm.start(change.server().get(), setup, plan, listener));
  }

  /**
   * Observes each point of a plan once, and has rounds run on the queries of each group.
   *
   * @param plan whose queries have rounds
   * @param request how long the rounds are, and who runs them
   * @return the run as it was written
   * @throws Failure where nothing could be measured at all
   */
  public Run rounds(RunPlan plan, ArmRounds.Request request) {
    List<ArmRounds.OfRun> begun = new ArrayList<>();
    try {
      return run(
          plan,
          plan.keys(),
          new Resumption.None(),
          request.toString(),
          (inProgress, points) -> {
            begun.add(
                new ArmRounds.OfRun(points, request, plan, inProgress.forks(), setup.progress()));
            return begun.get(0);
          });
    } finally {
      begun.forEach(ArmRounds.OfRun::close);
    }
  }

  /**
   * Asks the server how settings can be changed. Takes the time of its start.
   *
   * @param plan of points that were measured on it
   * @param names of settings
   * @return the rules of those that it knows
   * @throws Failure where it does not start, or the wait for it is interrupted
   */
  public Map<String, SettingRule> settingRules(RunPlan plan, Set<String> names) {
    MeasuredData measuredData = setup.measuredData(plan);
    ServerOptions options = measuredData.options(setup.serverOptions());
    try (Scratch scratch = Scratch.open(setup.temporaryFolder());
        RunningServer server = setup.source().start(options, setup.progress())) {
      WorkloadContext context =
          measuredData.enter(MeasuredData.Listener.UNRECORDED, server, scratch.folder());
      try (Session session = Session.open(context.workspace().target(Role.OWNER))) {
        return SettingRule.read(session, names);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while the server's settings were read", e);
    }
  }

  private Run run(
      RunPlan plan,
      List<PointKey> planned,
      Resumption resumption,
      String schedule,
      MeasurementFactory measurements) {
    return run(
        plan,
        planned,
        resumption,
        schedule,
        workspace -> {},
        (context, run, points, server) ->
            measureGroups(plan, measurements.of(run, points), context, run, server));
  }

  /** Makes what measures the points of a run, once the workspace is loaded. */
  @FunctionalInterface
  private interface MeasurementFactory {
    Measurement of(RunInProgress run, PointMeasurement points);
  }

  /** Measures all points of a run, in a workspace that is ready. */
  @FunctionalInterface
  private interface Body {
    void measure(
        WorkloadContext context, RunInProgress run, PointMeasurement points, RunningServer server)
        throws InterruptedException;
  }

  private Run run(
      RunPlan plan,
      List<PointKey> planned,
      Resumption resumption,
      String schedule,
      RunInProgress.Preparing preparing,
      Body body) {
    MeasuredData measuredData = setup.measuredData(plan);
    setup.store().requireWritable();
    String identity =
        PlanIdentity.of(plan, schedule, measuredData.identity(), setup.serverOptions());
    Optional<Run> earlier =
        new UnfinishedRuns(setup.store(), setup.progress()).find(resumption, identity);
    RunInProgress run = new RunInProgress(setup, plan, planned, identity, earlier);
    run.prepares(preparing);
    ServerOptions options = measuredData.options(setup.serverOptions());
    try (Scratch scratch = Scratch.open(setup.temporaryFolder());
        RunningServer server = setup.source().start(options, setup.progress())) {
      run.serverStarted(server);
      try {
        measure(plan, measuredData, run, server, scratch.folder(), body);
        return run.complete();
      } catch (InterruptedException e) {
        return interrupted(run);
      } catch (Failure e) {
        if (Thread.interrupted()) {
          return interrupted(run);
        }
        Failure explained = explained(e, server);
        run.incomplete(explained.getMessage());
        throw explained;
      }
    }
  }

  private void measure(
      RunPlan plan,
      MeasuredData measuredData,
      RunInProgress run,
      RunningServer server,
      Path scratch,
      Body body)
      throws InterruptedException {
    if (plan.hasColdPoints()) {
      requireCold(plan, server);
    }
    WorkloadContext context = measuredData.enter(run, server, scratch);
    body.measure(context, run, run.measurement(scratch, measuredData.seed()), server);
    restore(plan, measuredData, context, run);
    if (plan.indexAudit() && context.generator().isPresent()) {
      run.audited(new IndexAuditing(context).audit(run.indexUses()));
    }
  }

  private void measureGroups(
      RunPlan plan,
      Measurement measurement,
      WorkloadContext context,
      RunInProgress run,
      RunningServer server)
      throws InterruptedException {
    Optional<Workload> last = Optional.empty();
    for (Group group : plan.groups()) {
      if (!run.left(group).isEmpty()) {
        restoreBefore(group.workload(), last, context, run);
        last = Optional.of(group.workload());
        measureGroup(group, context, run, measurement, server);
      }
    }
  }

  private static void requireCold(RunPlan plan, RunningServer server) {
    Optional<String> reason =
        plan.ofOwnTables() && server.info().source() == SourceKind.URL
            ? Optional.of("pgassay does not empty the caches of a database that it did not make")
            : server.whyNeverCold();
    if (reason.isPresent()) {
      throw new InvalidInput("--state cold is not possible on this server: " + reason.get());
    }
  }

  /**
   * What one benchmark built must not stand in the way of the next, nor what a run left that was
   * killed.
   */
  private static void restoreBefore(
      Workload next, Optional<Workload> last, WorkloadContext context, RunInProgress run)
      throws InterruptedException {
    if (last.isPresent() && last.get() != next) {
      last.get().restore(context);
      run.lap(RESTORING, Category.SERVER_WORK);
    }
    if (!next.replacesIndexes()) {
      restoreOwnIndex(context, run);
    }
  }

  private static void restoreOwnIndex(WorkloadContext context, RunInProgress run) {
    if (OwnIndex.restore(context)) {
      run.lap(RESTORING, Category.SERVER_WORK);
    }
  }

  private void measureGroup(
      Group group,
      WorkloadContext context,
      RunInProgress run,
      Measurement measurement,
      RunningServer server)
      throws InterruptedException {
    try (PreparedWorkload prepared = group.workload().prepare(context, group.build())) {
      run.prepared(group, context, prepared);
      for (PlannedPoint planned : run.left(group)) {
        try {
          measurement.measure(group, prepared, planned, point -> measured(run, point, server));
          run.built(group, prepared.indexBuilds());
        } catch (NotAvailable e) {
          run.measured(RunInProgress.notAvailable(group, planned, e.getMessage()));
        }
      }
      measurement.finish(group, prepared, context);
      run.groupMeasured(group.display());
    } catch (NotAvailable e) {
      run.notAvailable(group, e.getMessage());
    }
  }

  private static void measured(RunInProgress run, Point point, RunningServer server) {
    run.measured(point);
    if (!point.valid() && server.diagnosis().isPresent()) {
      // Every further point would fail as well, each after its forks had waited in vain.
      throw new Failure("the server ended while " + point.key().display() + " was measured");
    }
  }

  private void restore(
      RunPlan plan, MeasuredData measuredData, WorkloadContext context, RunInProgress run)
      throws InterruptedException {
    Set<Workload> workloads =
        plan.groups().stream().map(Group::workload).collect(Collectors.toSet());
    for (Workload workload : workloads) {
      workload.restore(context);
    }
    OwnIndex.restore(context);
    run.lap(RESTORING, Category.SERVER_WORK);
    List<Difference> differences = measuredData.damage(context);
    if (!differences.isEmpty()) {
      throw new Failure(
          "the schema differs from its migrations after the run: "
              + differences.get(0).display()
              + "; see pgassay schema verify");
    }
    run.lap("verify the schema", Category.HARNESS);
  }

  private static Run interrupted(RunInProgress run) {
    return run.incomplete("interrupted")
        .orElseThrow(() -> new Failure("interrupted before anything was measured"));
  }

  private static Failure explained(Failure failure, RunningServer server) {
    return server
        .diagnosis()
        .map(why -> new Failure(failure.getMessage() + "; " + why, failure))
        .orElse(failure);
  }
}
