package dev.pgassay.runner.record;

import dev.pgassay.postgres.index.IndexBuild;
import dev.pgassay.result.environment.Dataset;
import dev.pgassay.result.environment.IndexAudit;
import dev.pgassay.result.environment.Invocation;
import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Phase;
import dev.pgassay.result.run.Phase.Category;
import dev.pgassay.result.run.Run;
import dev.pgassay.result.run.RunId;
import dev.pgassay.result.store.RunRecorder;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.machine.IdleStateWarning;
import dev.pgassay.runner.machine.MachineReader;
import dev.pgassay.runner.machine.UnsteadyMachine;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.plan.SameConditions;
import dev.pgassay.runner.plan.UnfinishedRuns;
import dev.pgassay.runner.prepare.ReadyData;
import dev.pgassay.runner.prepare.ResultParts;
import dev.pgassay.runner.prepare.RunSetup;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Records a run while it is measured. The file exists as soon as server and data are known, and
 * holds each point before the next one is measured, so that a killed run can be resumed. Not
 * thread-safe.
 */
public final class RunRecording {
  /** Forks run on the same machine, so their CPU time is a share of this many. */
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final RunSetup setup;
  private final RunPlan plan;
  private final PointsOfRun points;
  private final String planIdentity;
  private final Instant startedAt;
  private final Stopwatch stopwatch = new Stopwatch(this::add);
  private final List<Phase> early = new ArrayList<>();
  private final RunId id;
  private final Optional<Run> earlier;
  private RunRecorder recorder;

  /**
   * Names the run. Nothing is written yet.
   *
   * @param planned the points that the run will have, as far as they are known
   * @param planIdentity tells the plan from others, see {@code PlanIdentity}
   * @param earlier the unfinished run that is resumed; empty for a new one
   */
  public RunRecording(
      RunSetup setup,
      RunPlan plan,
      List<PointKey> planned,
      String planIdentity,
      Optional<Run> earlier) {
    this.setup = setup;
    this.plan = plan;
    this.points = new PointsOfRun(planned);
    this.planIdentity = planIdentity;
    this.earlier = earlier;
    this.startedAt = now();
    this.id = earlier.map(Run::runId).orElseGet(this::newId);
  }

  private RunId newId() {
    return RunId.create(startedAt, plan.suite(), new SplittableRandom(startedAt.toEpochMilli()));
  }

  /** Returns the folder of the run. */
  public Path folder() {
    return setup.store().folder(id);
  }

  /** Returns how many times this run was started, with this time: 1 for a new one. */
  public int attempt() {
    return 1 + earlier.map(run -> run.sittings().size()).orElse(0);
  }

  /**
   * Begins the file: server, data and machine are known.
   *
   * @param data the measured data
   * @throws dev.pgassay.failure.Failure if the run to resume has ended meanwhile, was measured
   *     under other conditions, or the file cannot be written
   */
  public void begin(ReadyData data) {
    data.dataset().load().map(Dataset.Load::kind).ifPresent(this::loaded);
    recorder = recorder(data);
    early.forEach(recorder::add);
    RunWarnings.of(data.server()).forEach(recorder::add);
    data.context()
        .generator()
        .flatMap(dataset -> RunWarnings.of(dataset.spec()))
        .ifPresent(recorder::add);
    addTableSizes(data.tableSizes());
    data.indexBuilds().forEach(recorder::add);
    save();
    lap("record server and machine", Category.HARNESS);
  }

  private void loaded(Dataset.LoadKind kind) {
    if (kind == Dataset.LoadKind.REUSED) {
      lap("find the data loaded", Category.HARNESS);
    } else {
      lap("load", Category.SERVER_WORK);
    }
  }

  private RunRecorder recorder(ReadyData data) {
    RunRecorder begun =
        new RunRecorder(
            id,
            setup.tool(),
            new Invocation(plan.suite(), setup.arguments(), planIdentity, plan.statements()),
            startedAt,
            MachineReader.read(ForkLauncher.jvmArguments(setup.forkArguments())),
            data.server(),
            data.dataset());
    if (earlier.isEmpty()) {
      setup.store().create(id);
      return begun;
    }
    return resumed(begun.snapshot(startedAt));
  }

  /** The file is read again: now the workspace is ours, and no other process resumes the run. */
  private RunRecorder resumed(Run here) {
    Run left = setup.store().read(id);
    UnfinishedRuns.requireUnfinished(left);
    SameConditions.require(left, here);
    RunRecorder resuming = RunRecorder.resuming(left, startedAt);
    left.indexBuilds().forEach(build -> RunWarnings.of(build).ifPresent(resuming::add));
    for (Point point : left.points().stream().filter(Point::valid).toList()) {
      points.keep(point);
      RunWarnings.of(point, PROCESSORS).forEach(resuming::add);
    }
    setup.progress().say("resuming run " + id + ": " + points.keptText());
    return resuming;
  }

  /** Returns the points of a group that are still to be measured, in their order. */
  public List<PlannedPoint> left(Group group) {
    return points.left(group);
  }

  /** Returns a valid point that an earlier attempt measured; empty if there is none. */
  public Optional<Point> kept(PointKey key) {
    return points.kept(key);
  }

  /**
   * Records that a group is prepared.
   *
   * @param sizes of the tables that its points read
   */
  public void prepared(Group group, List<IndexBuild> builds, List<TableSize> sizes) {
    built(group, builds);
    addTableSizes(sizes);
    save();
    lap("prepare " + group.display(), Category.SERVER_WORK);
  }

  private void addTableSizes(List<TableSize> sizes) {
    Map<String, TableSize> byName = new TreeMap<>();
    soFar().tableSizes().forEach(table -> byName.put(table.table(), table));
    sizes.forEach(table -> byName.put(table.table(), table));
    recorder.tableSizes(List.copyOf(byName.values()));
  }

  /** Records the indexes of a group; those that are recorded already stay as they are. */
  public void built(Group group, List<IndexBuild> builds) {
    for (IndexBuild build : builds) {
      RecordedBuild stored = ResultParts.indexBuild(build, group.build().values());
      recorder.add(stored);
      RunWarnings.of(stored).ifPresent(recorder::add);
    }
  }

  /**
   * Records that the points of a group that are left cannot be measured.
   *
   * @param validity the validity that the points get
   */
  public void unmeasured(Group group, Validity validity, String reason) {
    left(group).forEach(planned -> unmeasured(group, planned, validity, reason));
    lap("prepare " + group.display(), Category.SERVER_WORK);
  }

  /** Records that a point cannot be measured on this server or with these data. */
  public void notAvailable(Group group, PlannedPoint planned, String reason) {
    unmeasured(group, planned, Validity.NOT_AVAILABLE, reason);
  }

  private void unmeasured(Group group, PlannedPoint planned, Validity validity, String reason) {
    measured(Point.builder(planned.key(group.workload().name())).fault(validity, reason).build());
  }

  /** Records a point that was measured. */
  public void measured(Point point) {
    stopwatch.measured(point);
    measuredAlongside(point);
  }

  /** Records a point that took no time of its own, because another one was measured with it. */
  public void measuredAlongside(Point point) {
    points.add(point.key());
    recorder.add(point);
    RunWarnings.of(point, PROCESSORS).forEach(recorder::add);
    save();
    setup.progress().say(points.line(point));
  }

  /**
   * Records how long it took to make the server ready for a point, outside the time of the forks.
   */
  public void madeReady(double seconds) {
    stopwatch.madeReady(seconds);
  }

  /** Ends a group of points. */
  public void groupMeasured(String name) {
    stopwatch.lapOfForks(name);
    save();
  }

  /** Records the audit of the schema's indexes. */
  public void audited(IndexAudit audit) {
    recorder.indexAudit(audit);
    save();
    lap("audit the schema's indexes", Category.SERVER_WORK);
  }

  /** Ends a phase of the run's wall time. */
  public void lap(String name, Category category) {
    stopwatch.lap(name, category);
  }

  /** Returns the run as it is recorded so far. */
  public Run soFar() {
    return recorder.snapshot(now());
  }

  /** Ends the run; every point of the plan has its record. */
  public Run complete() {
    List<Point> measured = soFar().points();
    IdleStateWarning.warning(measured).ifPresent(recorder::add);
    UnsteadyMachine.warning(measured).ifPresent(recorder::add);
    Run run = recorder.complete(now());
    setup.store().finish(run);
    return run;
  }

  /**
   * Ends a run that was interrupted or failed. Points that are left are recorded as missing.
   *
   * @return the run; empty if the file was not begun yet
   */
  public Optional<Run> incomplete(String reason) {
    if (recorder == null) {
      return Optional.empty();
    }
    for (PointKey key : points.left()) {
      String fault = "the run ended before it: " + reason;
      recorder.add(Point.builder(key).fault(Validity.MISSING, fault).build());
    }
    groupMeasured("the group in flight");
    Run run = recorder.incomplete(reason, now());
    setup.store().save(run);
    return Optional.of(run);
  }

  private void add(Phase phase) {
    if (recorder == null) {
      early.add(phase);
    } else {
      recorder.add(phase);
    }
  }

  private void save() {
    setup.store().save(soFar());
  }

  private Instant now() {
    return setup.clock().instant();
  }
}
