package dev.pgassay.runner.ab;

import dev.pgassay.measure.workload.NotAvailable;
import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.measure.workload.WorkloadContext;
import dev.pgassay.postgres.jdbc.Workspace;
import dev.pgassay.postgres.schema.SchemaSizes;
import dev.pgassay.postgres.server.source.RunningServer;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.baseline.RecordedPoint;
import dev.pgassay.result.environment.TableSize;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.forks.ForkLauncher;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.Measurement;
import dev.pgassay.runner.point.PointMeasurement;
import dev.pgassay.runner.point.ResultParts;
import dev.pgassay.runner.prepare.OwnTables;
import dev.pgassay.runner.prepare.RunSetup;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.Attribution;
import dev.pgassay.verdict.compare.Comparison;
import dev.pgassay.verdict.compare.Finding;
import dev.pgassay.verdict.compare.LatencyTrial;
import dev.pgassay.verdict.compare.RecordComparison;
import dev.pgassay.verdict.compare.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Measures the base's points for what is the same on any machine, then makes the contender's,
 * measures it likewise, and lets the arms take turns. Not thread-safe.
 */
public final class AbMeasurement implements Measurement, AutoCloseable {
  private final PointMeasurement points;
  private final AbRequest request;
  private final RunPlan plan;
  private final WorkloadContext context;
  private final Progress progress;
  private final AbProcess process;
  private final RunSetup setup;
  private final RunningServer server;
  private final Optional<RunningArm> other;
  private boolean tried;
  private final Map<PlannedPoint, Observed> measured = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final Set<String> sized = new HashSet<>();
  private final Set<PointKey> judged = new HashSet<>();
  private final List<String> advice = new ArrayList<>();
  private Duration spent = Duration.ZERO;

  /**
   * @param forks starts the JVM of the arms
   * @param context of the base
   * @param other the contender's own server, which the caller closes; empty where it has none
   */
  public AbMeasurement(
      PointMeasurement points,
      AbRequest request,
      RunPlan plan,
      ForkLauncher forks,
      RunningServer server,
      RunSetup setup,
      WorkloadContext context,
      Optional<RunningArm> other) {
    this.points = points;
    this.request = request;
    this.plan = plan;
    this.context = context;
    this.other = other;
    this.setup = setup;
    this.server = server;
    this.progress = setup.progress();
    this.process = AbProcess.start(forks);
  }

  @Override
  public void measure(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException {
    tryScripts();
    Observed base = observe(group, prepared, planned, plan.number(group, planned), AbFork.Part.ANY);
    measured.put(planned, base);
    judged.add(base.point().key());
    found.accept(base.point());
  }

  /** Once, when the first group is prepared: a script may name an index that was built for it. */
  private void tryScripts() {
    if (!tried) {
      ArmTrial.scripts(request.change(), other.map(RunningArm::context).orElse(context));
      tried = true;
    }
  }

  @Override
  public void finish(Group group, PreparedWorkload prepared, WorkloadContext context)
      throws InterruptedException {
    try {
      judge(group, prepared, context);
    } catch (NotAvailable e) {
      measured.values().forEach(base -> findings.add(unavailable(base.point(), e.getMessage())));
    } finally {
      measured.clear();
    }
    process.forget();
  }

  private void judge(Group group, PreparedWorkload prepared, WorkloadContext context)
      throws InterruptedException {
    if (request.change().over(group.workload()).isEmpty()) {
      measured.values().forEach(base -> findings.add(gone(base.point())));
      return;
    }
    try (AbArms arms =
        AbArms.make(group, prepared, request.change(), context, other.map(RunningArm::context))) {
      compare(group, arms);
    }
  }

  private void compare(Group group, AbArms arms) throws InterruptedException {
    if (request.change().changesSchema()) {
      addSizes(arms);
    }
    Map<PlannedPoint, Point> bases = new LinkedHashMap<>();
    Map<PlannedPoint, Point> contenders = new LinkedHashMap<>();
    for (PlannedPoint planned : measured.keySet()) {
      observe(group, arms, planned, bases, contenders);
    }
    List<Finding> exact = exact(arms, bases, contenders);
    findings.addAll(exact);
    Map<PlannedPoint, Point> valid = new LinkedHashMap<>(bases);
    valid.keySet().removeIf(it -> !bases.get(it).valid() || !contenders.get(it).valid());
    if (!valid.isEmpty()) {
      findings.addAll(tooSlow(group, valid, contenders));
    }
    if (!valid.isEmpty()) {
      findings.addAll(Attribution.explain(latencies(group, arms, valid, contenders), exact));
    }
  }

  /** Says of each table and index once how its size differs, by the control, a copy as well. */
  private void addSizes(AbArms arms) {
    List<TableSize> base = tableSizes(arms.control());
    List<TableSize> contender = tableSizes(arms.contender());
    Set<String> tables = base.stream().map(it -> "table " + it.table()).collect(Collectors.toSet());
    for (Finding size : RecordComparison.ofTables(base, contender, request.policy())) {
      if (sized.add(size.subject())) {
        findings.add(size);
        boolean other =
            size.aspect() == Aspect.INDEXES
                || size.aspect() == Aspect.TABLE_SIZE && !tables.contains(size.subject());
        if (other && size.verdict() == Verdict.OK) {
          advice.add(size.subject() + ": " + size.sentence());
        }
      }
    }
  }

  private static List<TableSize> tableSizes(AbArm arm) {
    return SchemaSizes.read(arm.workspace());
  }

  /** Takes out what no round of the budget is long enough for, and says so. */
  private List<Finding> tooSlow(
      Group group, Map<PlannedPoint, Point> valid, Map<PlannedPoint, Point> contenders) {
    List<Finding> found = new ArrayList<>();
    Duration budget = budget(group, valid.size());
    valid
        .entrySet()
        .removeIf(
            entry -> {
              Point base = entry.getValue();
              double meanNanos = RoundLength.meanNanos(base, contenders.get(entry.getKey()));
              Duration least = RoundLength.least(meanNanos, request.rule().leastRounds());
              boolean tooSlow = least.compareTo(budget) > 0;
              if (tooSlow) {
                found.add(tooSlow(base, meanNanos, least));
              }
              return tooSlow;
            });
    return found;
  }

  private Finding tooSlow(Point base, double meanNanos, Duration least) {
    return new Finding(
        base.key().display(),
        Optional.of(base.key()),
        Aspect.P50,
        Verdict.UNSTABLE,
        String.format(
            Locale.ROOT,
            "an execution takes %,.0f ms, so its rounds would take %,d s, more than its share of"
                + " the budget; give a larger --budget or compare it alone",
            meanNanos / 1e6,
            least.toSeconds() + 1),
        Optional.empty());
  }

  private static Finding gone(Point point) {
    return new Finding(
        point.key().display(),
        Optional.of(point.key()),
        Aspect.VALIDITY,
        Verdict.MISSING,
        "the base has this statement, and the contender does not",
        Optional.empty());
  }

  private static Finding unavailable(Point point, String reason) {
    return new Finding(
        point.key().display(),
        Optional.of(point.key()),
        Aspect.VALIDITY,
        Verdict.NOT_COMPARABLE,
        "an arm of it cannot be prepared: " + reason,
        Optional.empty());
  }

  /**
   * Says what came out.
   *
   * @param base names the base
   * @return every finding of every group
   */
  public Comparison comparison(String base) {
    List<String> lines = new ArrayList<>(request.policy().withoutEffect(judged));
    lines.addAll(advice);
    return new Comparison(base, request.change().display(), findings, lines);
  }

  @Override
  public void close() {
    process.close();
  }

  /** What was seen of an arm, and what of its queries each client executed for it. */
  private record Observed(Point point, AbFork.Part part) {}

  /**
   * Observes both arms by the very same queries: counts over others are not comparable. What the
   * contender was too slow for, the base leaves out as well. The folders of an arm's raw data are
   * numbered from behind those of the others.
   */
  private void observe(
      Group group,
      AbArms arms,
      PlannedPoint planned,
      Map<PlannedPoint, Point> bases,
      Map<PlannedPoint, Point> contenders)
      throws InterruptedException {
    int number = plan.number(group, planned);
    int numberOfBase = 2 * plan.points() + number;
    Observed base =
        arms.baseStands()
            ? measured.get(planned)
            : observe(group, arms.base(), planned, numberOfBase, AbFork.Part.ANY);
    Observed contender =
        observe(group, arms.contender(), planned, plan.points() + number, base.part());
    boolean comparable = base.point().valid() && contender.point().valid();
    if (comparable && !contender.part().equals(base.part())) {
      base = observe(group, arms.base(), planned, numberOfBase, contender.part());
    }
    bases.put(planned, base.point());
    contenders.put(planned, contender.point());
  }

  private Observed observe(
      Group group, PreparedWorkload arm, PlannedPoint planned, int number, AbFork.Part part)
      throws InterruptedException {
    AbObserver observer = new AbObserver(process, part);
    Point point = points.measure(observer, group, arm, planned, number);
    return new Observed(point, observer.observed());
  }

  private List<Finding> exact(
      AbArms arms, Map<PlannedPoint, Point> bases, Map<PlannedPoint, Point> contenders) {
    List<RecordedPoint> base = new ArrayList<>();
    List<RecordedPoint> contender = new ArrayList<>();
    bases.forEach(
        (planned, point) -> {
          base.add(recorded(point, arms.base()));
          contender.add(recorded(contenders.get(planned), arms.contender()));
        });
    return RecordComparison.ofPoints(base, contender, request.policy(), arms.sameIndexes());
  }

  private static RecordedPoint recorded(Point point, AbArm arm) {
    return RecordedPoint.of(
        point,
        arm.indexBuilds().stream()
            .filter(build -> point.indexBuiltAt().equals(Optional.of(build.builtAt())))
            .findFirst()
            .map(build -> ResultParts.indexBuild(build, Map.of())));
  }

  private List<Finding> latencies(
      Group group, AbArms arms, Map<PlannedPoint, Point> valid, Map<PlannedPoint, Point> contenders)
      throws InterruptedException {
    makeBuffersAlike(group, arms);
    Duration budget = budget(group, valid.size());
    try (AbRounds rounds =
        AbRounds.prepare(
            points,
            process,
            arms,
            pairs(valid, contenders),
            request,
            new AbRounds.Time(budget, RoundLength.longest(left(), budget)))) {
      LatencyTrial trial =
          new LatencyTrial(rounds, request.rule(), request.policy(), share(valid.size()));
      List<Finding> found = withFailures(trial.judge(rounds.points()), rounds.failures());
      progress.say(
          group.display() + ": " + trial.roundsRun() + " rounds of " + valid.size() + " points");
      advice.add(rounds.conditions(group.display()));
      spent = spent.plus(rounds.spent());
      return found;
    }
  }

  private static List<AbRounds.ObservedPair> pairs(
      Map<PlannedPoint, Point> bases, Map<PlannedPoint, Point> contenders) {
    return bases.entrySet().stream()
        .map(
            it ->
                new AbRounds.ObservedPair(it.getKey(), it.getValue(), contenders.get(it.getKey())))
        .toList();
  }

  private void makeBuffersAlike(Group group, AbArms arms) throws InterruptedException {
    if (setup.measuredData(plan) instanceof OwnTables) {
      return;
    }
    Workspace contender = arms.contender().workspace();
    Stream<Workspace> equal = Stream.of(arms.base(), arms.control()).map(AbArm::workspace);
    List<ArmBuffers.OnServer> servers =
        other.isPresent()
            ? List.of(
                new ArmBuffers.OnServer(server, equal.distinct().toList()),
                new ArmBuffers.OnServer(other.get().server(), List.of(contender)))
            : List.of(
                new ArmBuffers.OnServer(
                    server, Stream.concat(equal, Stream.of(contender)).distinct().toList()));
    ArmBuffers.makeAlike(servers, progress)
        .ifPresent(
            reason ->
                advice.add(
                    group.display()
                        + ": the arms' blocks lie differently in the server's buffers, which can"
                        + " make a query that reads thousands of them several per cent slower: "
                        + reason));
  }

  /** Where executions failed, the others say little or nothing. */
  private List<Finding> withFailures(
      List<Finding> latencies, Map<PointKey, RoundFailures> failures) {
    List<Finding> found = new ArrayList<>(latencies);
    failures.forEach(
        (point, failed) -> {
          if (failed.tooMany()) {
            found.removeIf(it -> it.point().equals(Optional.of(point)));
            found.add(failed.finding(point));
          } else if (failed.any()) {
            advice.add(point.display() + ": " + failed.sentence());
          }
        });
    return found;
  }

  /** Of the whole suite. */
  private double share(int points) {
    return (double) points / plan.points();
  }

  /** A part of what earlier groups left over. */
  private Duration budget(Group group, int points) {
    List<Group> groups = plan.groups();
    int pointsAfter =
        groups.subList(groups.indexOf(group) + 1, groups.size()).stream()
            .mapToInt(it -> it.points().size())
            .sum();
    return RoundLength.share(left(), points, pointsAfter);
  }

  private Duration left() {
    return request.budget().minus(spent);
  }
}
