package dev.pgassay.runner;

import dev.pgassay.compare.LatencyRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * What is asked of a pass of a recording. Immutable.
 *
 * @param file that the rounds are appended to
 * @param rule by which comparisons are judged, whose rounds are recorded
 * @param budget of the comparisons that the rounds are as long as
 * @param seed of the order of arms and queries
 */
public record RecordingRequest(Path file, LatencyRule rule, Duration budget, long seed) {
  /** Checks that nothing is missing. */
  public RecordingRequest {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(rule, "rule");
    if (budget.isNegative() || budget.isZero()) {
      throw new IllegalArgumentException("budget must be above zero: " + budget);
    }
  }
}
