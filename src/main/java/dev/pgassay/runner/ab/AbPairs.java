package dev.pgassay.runner.ab;

import dev.pgassay.measure.workload.PreparedWorkload;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.ab.AbRounds.ObservedPair;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import dev.pgassay.runner.point.ReadyRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Observes both arms of a group by the very same queries: counts over others are not comparable.
 * Not thread-safe.
 */
final class AbPairs {
  private final ReadyRun run;
  private final AbProcess process;
  private final Map<PlannedPoint, Observed> bases = new LinkedHashMap<>();

  AbPairs(ReadyRun run, AbProcess process) {
    this.run = run;
    this.process = process;
  }

  /** An arm's point, and the part of its queries that each client executed for it. */
  private record Observed(Point point, AbObservation.Part part) {}

  /** Observes a point of the base as the run prepared it. */
  Point ofBase(Group group, PreparedWorkload prepared, PlannedPoint planned)
      throws InterruptedException {
    int number = run.plan().number(group, planned);
    Observed base = observe(group, prepared, planned, number, AbObservation.Part.ANY);
    bases.put(planned, base);
    return base.point();
  }

  /** Returns the base's points of the present group. */
  List<Point> bases() {
    return bases.values().stream().map(Observed::point).toList();
  }

  /** Ends the group. */
  void forget() {
    bases.clear();
  }

  /** Observes each point of the group in both arms. */
  List<ObservedPair> observe(AbArms arms) throws InterruptedException {
    List<ObservedPair> pairs = new ArrayList<>();
    for (PlannedPoint planned : bases.keySet()) {
      pairs.add(pair(arms, planned));
    }
    return pairs;
  }

  /**
   * The base also leaves out the operations for which the contender was too slow. The numbers of an
   * arm's raw-data folders follow those of the other arms.
   */
  private ObservedPair pair(AbArms arms, PlannedPoint planned) throws InterruptedException {
    int points = run.plan().points();
    int number = run.plan().number(arms.group(), planned);
    int numberOfBase = 2 * points + number;
    Observed base =
        arms.baseStands()
            ? bases.get(planned)
            : observe(arms.group(), arms.base(), planned, numberOfBase, AbObservation.Part.ANY);
    Observed contender =
        observe(arms.group(), arms.contender(), planned, points + number, base.part());
    boolean comparable = base.point().valid() && contender.point().valid();
    if (comparable && !contender.part().equals(base.part())) {
      base = observe(arms.group(), arms.base(), planned, numberOfBase, contender.part());
    }
    return new ObservedPair(planned, base.point(), contender.point());
  }

  private Observed observe(
      Group group, PreparedWorkload arm, PlannedPoint planned, int number, AbObservation.Part part)
      throws InterruptedException {
    AbObserver observer = new AbObserver(process, part);
    Point point = run.points().measure(observer, group, arm, planned, number);
    return new Observed(point, observer.observed());
  }
}
