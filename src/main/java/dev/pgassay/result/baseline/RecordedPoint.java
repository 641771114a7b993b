package dev.pgassay.result.baseline;

import dev.pgassay.result.environment.RecordedBuild;
import dev.pgassay.result.environment.Redaction;
import dev.pgassay.result.point.Observation;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Validity;
import dev.pgassay.result.run.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A point of a baseline, with the observations of all runs. Immutable.
 *
 * @param benchmark id of the benchmark
 * @param parameters name to value, in the order in which the benchmark declares them
 * @param validity the worst of all runs
 * @param reasons why it is not valid
 * @param observations one for each run in which it was valid
 */
public record RecordedPoint(
    String benchmark,
    Map<String, String> parameters,
    Validity validity,
    List<String> reasons,
    List<Observation> observations) {
  public RecordedPoint {
    PointKey key = new PointKey(benchmark, parameters);
    parameters = key.parameters();
    Objects.requireNonNull(validity, "validity");
    reasons = Redaction.of(reasons);
    observations = List.copyOf(observations);
  }

  /** Returns the identity of this point: benchmark and parameters. */
  public PointKey key() {
    return new PointKey(benchmark, parameters);
  }

  /** Tells whether the point was valid in every run. */
  public boolean valid() {
    return validity == Validity.VALID;
  }

  /**
   * Converts a point that was just measured into the form in which it is compared.
   *
   * @param point of any validity
   * @param build of the index on which it was measured; empty if none was built for it
   */
  public static RecordedPoint of(Point point, Optional<RecordedBuild> build) {
    return new RecordedPoint(
        point.benchmark(),
        point.parameters(),
        point.validity(),
        point.reasons(),
        point.valid() ? List.of(Observation.of(point, build)) : List.of());
  }

  static RecordedPoint of(PointKey key, List<Run> runs) {
    Validity validity = Validity.VALID;
    List<String> reasons = new ArrayList<>();
    List<Observation> observations = new ArrayList<>();
    for (Run run : runs) {
      for (Point point : run.points()) {
        if (point.key().equals(key)) {
          validity = point.validity().compareTo(validity) > 0 ? point.validity() : validity;
          reasons.addAll(point.reasons());
          if (point.valid()) {
            observations.add(Observation.of(point, run.indexBuild(point)));
          }
        }
      }
    }
    return new RecordedPoint(
        key.benchmark(),
        key.parameters(),
        validity,
        reasons.stream().distinct().toList(),
        observations);
  }
}
