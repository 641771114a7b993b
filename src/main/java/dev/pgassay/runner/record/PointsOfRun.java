package dev.pgassay.runner.record;

import dev.pgassay.result.point.Percentile;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.runner.plan.RunPlan.Group;
import dev.pgassay.runner.plan.RunPlan.PlannedPoint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Which points of a run are measured, and which are left. Not thread-safe. */
final class PointsOfRun {
  private final List<PointKey> planned;
  private final Set<PointKey> measured = new HashSet<>();
  private final Map<PointKey, Point> kept = new HashMap<>();

  /**
   * @param planned in their order; empty if only measuring tells which there are
   */
  PointsOfRun(List<PointKey> planned) {
    this.planned = List.copyOf(planned);
  }

  /** Adds a valid point that an earlier attempt measured. */
  void keep(Point point) {
    measured.add(point.key());
    kept.put(point.key(), point);
  }

  /** Adds a point that was measured now. */
  void add(PointKey point) {
    measured.add(point);
  }

  /** Returns a point that an earlier attempt measured; empty if there is none. */
  Optional<Point> kept(PointKey key) {
    return Optional.ofNullable(kept.get(key));
  }

  /** Returns the points of a group that are still to be measured, in their order. */
  List<PlannedPoint> left(Group group) {
    return group.points().stream()
        .filter(point -> !measured.contains(point.key(group.workload().name())))
        .toList();
  }

  /** Returns all points that are still to be measured, in their order. */
  List<PointKey> left() {
    return planned.stream().filter(key -> !measured.contains(key)).toList();
  }

  /** Says how many points are kept. */
  String keptText() {
    return planned.isEmpty()
        ? kept.size() + " points kept"
        : kept.size() + " of " + planned.size() + " points kept";
  }

  /** Describes the point that was added last in one line. */
  String line(Point point) {
    String recall =
        point
            .recall()
            .map(it -> String.format(Locale.ROOT, "  recall@%d %.3f", it.k(), it.meanRatio()))
            .orElse("");
    String latency =
        point
            .latency()
            .filter(it -> it.percentileNanos(Percentile.P50).isPresent())
            .map(
                it ->
                    String.format(
                        Locale.ROOT,
                        "  p50 %.2f ms",
                        (double) it.percentileNanos(Percentile.P50).getAsLong()
                            / TimeUnit.MILLISECONDS.toNanos(1)))
            .orElse("");
    String fault = point.valid() ? "" : "  " + point.validity() + ": " + point.reasons().get(0);
    return String.format(
        Locale.ROOT,
        "[%d/%d] %s%s%s%s",
        measured.size(),
        Math.max(planned.size(), measured.size()),
        point.key().display(),
        recall,
        latency,
        fault);
  }
}
