package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the wall time of a run was used. Immutable.
 *
 * @param wallSeconds of all attempts together
 * @param secondsByCategory sums of the phases
 * @param unaccountedSeconds wall time in no phase; counted as the harness's
 * @param harnessRatio share of the wall time that was neither the server's work nor warm-up and
 *     measurement, 0 to 1
 */
public record TimeShare(
    double wallSeconds,
    Map<Phase.Category, Double> secondsByCategory,
    double unaccountedSeconds,
    double harnessRatio) {

  private static final double NANOS_PER_SECOND = 1e9;

  public TimeShare {
    Checked.measured("wallSeconds", wallSeconds);
    secondsByCategory = Checked.sorted(secondsByCategory);
    secondsByCategory.forEach((category, value) -> Checked.measured(category.name(), value));
    Checked.measured("unaccountedSeconds", unaccountedSeconds);
    Checked.ratio("harnessRatio", harnessRatio);
  }

  /** Returns nothing for a run without any wall time. */
  static Optional<TimeShare> of(List<Attempt> attempts, List<Phase> phases) {
    Map<Phase.Category, Double> seconds = new TreeMap<>();
    for (Phase phase : phases) {
      seconds.merge(phase.category(), phase.elapsedSeconds(), Double::sum);
    }
    double accounted = seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    double wall =
        attempts.stream()
            .mapToDouble(it -> Duration.between(it.startedAt(), it.savedAt()).toNanos())
            .map(nanos -> nanos / NANOS_PER_SECOND)
            .sum();
    double unaccounted = Math.max(0, wall - accounted);
    double harness = seconds.getOrDefault(Phase.Category.HARNESS, 0.0) + unaccounted;
    double whole = accounted + unaccounted;
    return whole == 0
        ? Optional.empty()
        : Optional.of(
            new TimeShare(Math.max(0, wall), seconds, unaccounted, Math.min(1, harness / whole)));
  }
}
