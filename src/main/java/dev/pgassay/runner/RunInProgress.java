package dev.pgassay.runner;

import dev.pgassay.data.dataset.DatasetGenerator;
import dev.pgassay.data.load.EventsVectorIndex;
import dev.pgassay.data.load.LoadReport;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.postgres.jdbc.Connections;
import dev.pgassay.postgres.jdbc.DatabaseFailure;
import dev.pgassay.postgres.jdbc.Role;
import dev.pgassay.postgres.jdbc.ServerFacts;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.OwnTableSizes;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Phase.Category;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.store.RunRecorder;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.forks.ForkLimit;
import dev.pgassay.runner.machine.IdleStateWarning;
import dev.pgassay.runner.machine.MachineReader;
import dev.pgassay.runner.machine.UnsteadyMachine;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.SameConditions;
import dev.pgassay.runner.plan.UnfinishedRuns;
import dev.pgassay.runner.point.ColdRunner;
import dev.pgassay.runner.point.IndexUses;
import dev.pgassay.runner.point.JmhRunner;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.point.ResultParts;
import dev.pgassay.runner.prepare.MeasuredData;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.audit.BenchmarkUses;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The run that is being written: turns what happens into the result and keeps the file up to date.
 * Not thread-safe.
 */
final class RunInProgress implements MeasuredData.Listener {
  /** Where the forks run too, so that their share of the processors is of as many. */
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final RunSetup setup;
  private final RunPlan plan;
  private final List<PointKey> planned;
  private final String planIdentity;
  private final Instant startedAt;
  private final Stopwatch stopwatch = new Stopwatch(this::add);
  private final List<Phase> early = new ArrayList<>();
  private final RunId id;
  private final Optional<Run> earlier;
  private RunRecorder recorder;
  private RunningServer server;
  private Preparing preparing = workspace -> {};
  private double measuringSeconds;
  private double readySeconds;
  private final Set<PointKey> measured = new HashSet<>();
  private final Map<PointKey, Point> kept = new HashMap<>();

  /**
   * Begins a run, or goes on with one.
   *
   * @param planned the points that it is to have, as far as they are known
   * @param earlier the run that is gone on with, as it was left
   */
  RunInProgress(
      RunSetup setup,
      RunPlan plan,
      List<PointKey> planned,
      String planIdentity,
      Optional<Run> earlier) {
    this.setup = setup;
    this.plan = plan;
    this.planned = List.copyOf(planned);
    this.planIdentity = planIdentity;
    this.earlier = earlier;
    this.startedAt = setup.clock().instant();
    this.id = earlier.map(Run::runId).orElseGet(this::newId);
  }

  private RunId newId() {
    return RunId.create(startedAt, plan.suite(), new SplittableRandom(startedAt.toEpochMilli()));
  }

  Path folder() {
    return setup.store().folder(id);
  }

  RunningServer server() {
    return server;
  }

  /**
   * Asks for something to be done as soon as the workspace is there, before it is loaded.
   *
   * @param preparing what to do
   */
  void prepares(Preparing preparing) {
    this.preparing = preparing;
  }

  /** What comes before a workspace is loaded. */
  @FunctionalInterface
  interface Preparing {
    /** Does it; where it fails, nothing is loaded or measured. */
    void prepare(Workspace workspace) throws InterruptedException;
  }

  @Override
  public void reached(Workspace workspace) throws InterruptedException {
    preparing.prepare(workspace);
  }

  void serverStarted(RunningServer started) {
    server = started;
    stopwatch.lap("start the server", Category.HARNESS);
  }

  /** From here on there is a file: the server, the data and the machine are known. */
  @Override
  public void loaded(Workspace workspace, DatasetGenerator dataset, LoadReport report) {
    lap(
        report.already() ? "find the data loaded" : "load",
        report.already() ? Category.HARNESS : Category.SERVER_WORK);
    begin(workspace, ResultParts.dataset(dataset, report, setup.loadOptions()));
    RunWarnings.of(dataset.spec()).ifPresent(recorder::add);
    recorder.tableSizes(SchemaSizes.read(workspace));
    report.builds().stream()
        .filter(build -> !EventsVectorIndex.TYPE.builds(build.sql()))
        .forEach(build -> recorder.add(ResultParts.indexBuild(build, Map.of())));
    save();
    lap("record server and machine", Category.HARNESS);
  }

  /** As {@link #loaded}, where the tables are the user's own. */
  @Override
  public void entered(Workspace workspace) {
    begin(workspace, ResultParts.ownTables(workspace.target(Role.READ_ONLY)));
    save();
    lap("record server and machine", Category.HARNESS);
  }

  private void begin(Workspace workspace, Dataset dataset) {
    ServerFacts facts = facts(workspace);
    recorder = recorder(facts, dataset);
    early.forEach(recorder::add);
    RunWarnings.of(facts).forEach(recorder::add);
  }

  private RunRecorder recorder(ServerFacts facts, Dataset dataset) {
    Invocation invocation =
        new Invocation(plan.suite(), setup.arguments(), planIdentity, plan.statements());
    RunRecorder begun =
        new RunRecorder(
            id,
            setup.tool(),
            invocation,
            startedAt,
            MachineReader.read(ForkLauncher.jvmArguments(setup.forkArguments())),
            ResultParts.server(server.info(), facts),
            dataset);
    if (earlier.isEmpty()) {
      setup.store().create(id);
      return begun;
    }
    return resumed(begun.snapshot(startedAt));
  }

  /** The file is read again: now the workspace is ours, and no other process goes on with it. */
  private RunRecorder resumed(Run here) {
    Run left = setup.store().read(id);
    UnfinishedRuns.requireUnfinished(left);
    SameConditions.require(left, here);
    RunRecorder resuming = RunRecorder.resuming(left, startedAt);
    left.indexBuilds().forEach(build -> RunWarnings.of(build).ifPresent(resuming::add));
    left.points().stream().filter(Point::valid).forEach(point -> keep(resuming, point));
    setup.progress().say("resuming run " + id + ": " + keptText());
    return resuming;
  }

  private String keptText() {
    return planned.isEmpty()
        ? measured.size() + " points kept"
        : measured.size() + " of " + planned.size() + " points kept";
  }

  private void keep(RunRecorder resuming, Point point) {
    measured.add(point.key());
    kept.put(point.key(), point);
    RunWarnings.of(point, PROCESSORS).forEach(resuming::add);
  }

  /** The points of a group that are still to be measured, in their order. */
  List<PlannedPoint> left(Group group) {
    return group.points().stream()
        .filter(point -> !measured.contains(point.key(group.workload().name())))
        .toList();
  }

  /** A valid point that an earlier attempt measured. */
  Optional<Point> kept(PointKey key) {
    return Optional.ofNullable(kept.get(key));
  }

  PointMeasurement measurement(Path scratch, long seed) {
    return new PointMeasurement(folder(), scratch, seed, seconds -> readySeconds += seconds);
  }

  /** JMH, writing into the folder of this run. */
  JmhRunner jmh() {
    int attempt = 1 + earlier.map(run -> run.sittings().size()).orElse(0);
    return new JmhRunner(forks(), attempt, setup.progress());
  }

  /** What measures cold points. */
  ColdRunner coldRunner(PreparedWorkload prepared) {
    return new ColdRunner(server, prepared.workspace(), forks());
  }

  /** Starts the JVMs of this run. */
  ForkLauncher forks() {
    return new ForkLauncher(folder(), setup.forkArguments(), new ForkLimit(setup.forkLimit()));
  }

  void prepared(Group group, WorkloadContext context, PreparedWorkload prepared) {
    built(group, prepared.indexBuilds());
    if (context.generator().isPresent()) {
      recorder.tableSizes(SchemaSizes.read(context.workspace()));
    } else {
      addTableSizes(OwnTableSizes.read(context.workspace(), prepared.tables()));
    }
    save();
    lap("prepare " + group.display(), Category.SERVER_WORK);
  }

  /** Adds those of the tables that one more statement reads. */
  private void addTableSizes(List<TableSize> sizes) {
    Map<String, TableSize> byName = new TreeMap<>();
    recorder
        .snapshot(setup.clock().instant())
        .tableSizes()
        .forEach(table -> byName.put(table.table(), table));
    sizes.forEach(table -> byName.put(table.table(), table));
    recorder.tableSizes(List.copyOf(byName.values()));
  }

  /** Records the indexes of a group; those that are recorded already stay as they are. */
  void built(Group group, List<IndexBuild> builds) {
    for (IndexBuild build : builds) {
      RecordedBuild stored = ResultParts.indexBuild(build, group.build().values());
      recorder.add(stored);
      RunWarnings.of(stored).ifPresent(recorder::add);
    }
  }

  /** Records that the points of a group cannot be had on this server. */
  void notAvailable(Group group, String reason) {
    setup.progress().say(group.display() + " is not available: " + reason);
    left(group).forEach(planned -> measured(notAvailable(group, planned, reason)));
    lap("prepare " + group.display(), Category.SERVER_WORK);
  }

  /** What is recorded of a point that cannot be had on this server or with these data. */
  static Point notAvailable(Group group, PlannedPoint planned, String reason) {
    return Point.builder(planned.key(group.workload().name()))
        .fault(Validity.NOT_AVAILABLE, reason)
        .build();
  }

  void measured(Point point) {
    if (point.latency().isPresent()) {
      measuringSeconds += point.schedule().map(it -> seconds(it, point)).orElse(0.0);
    }
    measuredAlongside(point);
  }

  /** By the schedule, and what iterations took longer: one ends when its last execution does. */
  private static double seconds(Schedule schedule, Point point) {
    double planned = schedule.measurement().secondsEach();
    return schedule.totalSeconds()
        + point.forks().stream()
            .flatMap(fork -> fork.iterations().stream())
            .mapToDouble(it -> Math.max(0, it.seconds() - planned))
            .sum();
  }

  /** As {@link #measured}, of a point that took no time of its own. */
  void measuredAlongside(Point point) {
    measured.add(point.key());
    recorder.add(point);
    RunWarnings.of(point, PROCESSORS).forEach(recorder::add);
    save();
    setup
        .progress()
        .say(ResultParts.line(measured.size(), Math.max(planned.size(), measured.size()), point));
  }

  /** Ends a group of points: its wall time falls into measuring and everything around it. */
  void groupMeasured(String name) {
    stopwatch.lapOfForks(name, measuringSeconds, readySeconds);
    measuringSeconds = 0;
    readySeconds = 0;
    save();
  }

  /** Which benchmarks used which index of the schema so far. */
  BenchmarkUses indexUses() {
    Run run = recorder.snapshot(setup.clock().instant());
    return new IndexUses(run.indexBuilds()).of(run.points());
  }

  void audited(IndexAudit audit) {
    recorder.indexAudit(audit);
    save();
    lap("audit the schema's indexes", Category.SERVER_WORK);
  }

  void lap(String name, Category category) {
    stopwatch.lap(name, category);
  }

  Run complete() {
    List<Point> points = recorder.snapshot(setup.clock().instant()).points();
    IdleStateWarning.warning(points).ifPresent(recorder::add);
    UnsteadyMachine.warning(points).ifPresent(recorder::add);
    Run run = recorder.complete(setup.clock().instant());
    setup.store().finish(run);
    return run;
  }

  /** Ends a run that was interrupted or failed; before the data was loaded there is no result. */
  Optional<Run> incomplete(String reason) {
    if (recorder == null) {
      return Optional.empty();
    }
    addMissing(reason);
    groupMeasured("the group in flight");
    Run run = recorder.incomplete(reason, setup.clock().instant());
    setup.store().save(run);
    return Optional.of(run);
  }

  private void addMissing(String reason) {
    for (PointKey key : planned) {
      if (!measured.contains(key)) {
        recorder.add(
            Point.builder(key)
                .fault(Validity.MISSING, "the run ended before it: " + reason)
                .build());
      }
    }
  }

  private void add(Phase phase) {
    if (recorder == null) {
      early.add(phase);
    } else {
      recorder.add(phase);
    }
  }

  private void save() {
    setup.store().save(recorder.snapshot(setup.clock().instant()));
  }

  private static ServerFacts facts(Workspace workspace) {
    try (Connection connection = Connections.open(workspace.target(Role.OWNER))) {
      return ServerFacts.read(connection);
    } catch (SQLException e) {
      throw DatabaseFailure.of("cannot read the server's settings", e);
    }
  }
}
