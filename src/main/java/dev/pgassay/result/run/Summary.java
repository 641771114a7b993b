package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Validity;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The summary of a run, computed once from its points and phases and stored with them, so that
 * every report says the same. Immutable.
 *
 * @param points number of points of each validity that occurs
 * @param recallTargets for each index, in the order of its points, the targets in rising order
 * @param time how the wall time was used, absent while the run is in progress
 */
public record Summary(
    Map<Validity, Integer> points, List<RecallTarget> recallTargets, Optional<TimeShare> time) {

  public Summary {
    points = Checked.sorted(points);
    points.forEach((validity, count) -> Checked.positive(validity.name(), count));
    recallTargets = List.copyOf(recallTargets);
    Objects.requireNonNull(time, "time");
  }

  public static Summary of(
      List<Point> points, List<Phase> phases, List<Attempt> attempts, boolean finished) {
    Map<Validity, Integer> counts = new TreeMap<>();
    points.forEach(point -> counts.merge(point.validity(), 1, Integer::sum));
    return new Summary(
        counts,
        RecallTargets.of(points),
        finished ? TimeShare.of(attempts, phases) : Optional.empty());
  }

  /** Tells whether there are points, and every one is valid or not available on this server. */
  public boolean allValid() {
    return !points.isEmpty()
        && Set.of(Validity.VALID, Validity.NOT_AVAILABLE).containsAll(points.keySet());
  }
}
