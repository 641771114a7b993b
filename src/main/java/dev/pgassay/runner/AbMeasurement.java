package dev.pgassay.runner;

import dev.pgassay.compare.Attribution;
import dev.pgassay.compare.Comparison;
import dev.pgassay.compare.Finding;
import dev.pgassay.compare.LatencyTrial;
import dev.pgassay.compare.RecordComparison;
import dev.pgassay.progress.Progress;
import dev.pgassay.result.Point;
import dev.pgassay.result.RecordedPoint;
import dev.pgassay.runner.RunPlan.Group;
import dev.pgassay.runner.RunPlan.PlannedPoint;
import dev.pgassay.workload.PreparedWorkload;
import dev.pgassay.workload.WorkloadContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Measures the base's points for what is the same on any machine, then makes the contender's,
 * measures it likewise, and lets the arms take turns. Not thread-safe.
 */
final class AbMeasurement implements Measurement, AutoCloseable {
  private final PointMeasurement points;
  private final AbRequest request;
  private final RunPlan plan;
  private final Path runFolder;
  private final Progress progress;
  private final AbProcess process;
  private final Map<PlannedPoint, Point> measured = new LinkedHashMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> advice = new ArrayList<>();

  AbMeasurement(
      PointMeasurement points, AbRequest request, RunPlan plan, Path runFolder, RunSetup setup) {
    this.points = points;
    this.request = request;
    this.plan = plan;
    this.runFolder = runFolder;
    this.progress = setup.progress();
    this.process = AbProcess.start(runFolder, setup.forkArguments());
  }

  @Override
  public void measure(
      Group group, PreparedWorkload prepared, PlannedPoint planned, Consumer<Point> found)
      throws InterruptedException {
    Point point = observe(group, prepared, planned, plan.number(group, planned));
    measured.put(planned, point);
    found.accept(point);
  }

  @Override
  public void finish(Group group, PreparedWorkload prepared, WorkloadContext context)
      throws InterruptedException {
    try (AbArms arms = AbArms.make(group, prepared, request.change(), context)) {
      Map<PlannedPoint, Point> contenders = new LinkedHashMap<>();
      for (PlannedPoint planned : measured.keySet()) {
        int number = plan.points() + plan.number(group, planned);
        contenders.put(planned, observe(group, arms.contender(), planned, number));
      }
      List<Finding> exact = exact(contenders);
      findings.addAll(exact);
      Map<PlannedPoint, Point> valid = new LinkedHashMap<>(measured);
      valid.keySet().removeIf(it -> !measured.get(it).valid() || !contenders.get(it).valid());
      if (!valid.isEmpty()) {
        findings.addAll(Attribution.explain(latencies(group, arms, valid), exact));
      }
    }
    measured.clear();
  }

  /**
   * Says what came out.
   *
   * @param base names the base
   * @return every finding of every group
   */
  Comparison comparison(String base) {
    return new Comparison(base, request.change().display(), findings, advice);
  }

  @Override
  public void close() {
    process.close();
  }

  private Point observe(Group group, PreparedWorkload arm, PlannedPoint planned, int number)
      throws InterruptedException {
    return points.measure(new AbObserver(process), group, arm, planned, number);
  }

  private List<Finding> exact(Map<PlannedPoint, Point> contenders) {
    List<RecordedPoint> base = new ArrayList<>();
    List<RecordedPoint> contender = new ArrayList<>();
    measured.forEach(
        (planned, point) -> {
          base.add(RecordedPoint.of(point));
          contender.add(RecordedPoint.of(contenders.get(planned)));
        });
    return RecordComparison.ofPoints(base, contender, request.policy());
  }

  private List<Finding> latencies(Group group, AbArms arms, Map<PlannedPoint, Point> valid)
      throws InterruptedException {
    try (AbRounds rounds =
        AbRounds.prepare(
            points, process, group, arms, valid, request, share(valid.size()), runFolder)) {
      LatencyTrial trial = new LatencyTrial(
              rounds, request.rule(), request.policy(), share(valid.size()));
      List<Finding> found = trial.judge(rounds.points());
      progress.say(
          group.display() + ": " + trial.roundsRun() + " rounds of " + valid.size() + " points");
      advice.add(rounds.conditions(group.display()));
      return found;
    }
  }

  /** Of the whole budget, by the number of points. */
  private double share(int points) {
    return (double) points / plan.points();
  }
}
