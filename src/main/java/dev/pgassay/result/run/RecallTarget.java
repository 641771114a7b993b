package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.PointKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether an index reached a recall, and at what cost. A recall counts as reached where the lower
 * end of its confidence interval is at least the target: the mean alone would be too good half the
 * time. Immutable; made by {@link RecallTargets}.
 *
 * @param benchmark id of the benchmark
 * @param parameters those of the points, without the search effort and the number of clients
 * @param effort which parameter is the search effort; absent for ef_search, so that targets of HNSW
 *     are stored as before there were others
 * @param targetRatio the recall that was wanted
 * @param outcome what came of it
 * @param at where it was reached, or where it came closest; absent where no point is valid
 */
public record RecallTarget(
    String benchmark,
    Map<String, String> parameters,
    Optional<String> effort,
    double targetRatio,
    Outcome outcome,
    Optional<RecallAt> at) {
  /** The search effort of targets that name none. */
  static final String UNNAMED_EFFORT = SearchEffort.EF_SEARCH.parameter();

  /** Checks the components and copies the map. */
  public RecallTarget {
    Checked.text("benchmark", benchmark);
    parameters = Checked.ordered(parameters);
    effort.ifPresent(name -> Checked.text("effort", name));
    Checked.ratio("targetRatio", targetRatio);
    Objects.requireNonNull(outcome, "outcome");
    if (at.isPresent() == (outcome == Outcome.NOT_MEASURED)) {
      throw new IllegalArgumentException("an outcome of " + outcome + " with " + at);
    }
  }

  /**
   * Returns the parameter whose least value was looked for.
   *
   * @return its name, the same for all targets of a benchmark
   */
  public String searchEffort() {
    return effort.orElse(UNNAMED_EFFORT);
  }

  /**
   * Tells whether a point is of the index and the question of this target.
   *
   * @param key of any point
   * @return whether they agree but for the search effort and the number of clients
   */
  boolean concerns(PointKey key) {
    Map<String, String> others = new LinkedHashMap<>(key.parameters());
    boolean sweeps = others.remove(searchEffort()) != null;
    others.remove(ParameterNames.CLIENTS);
    return sweeps && key.benchmark().equals(benchmark) && others.equals(parameters);
  }

  /** What came of a target. */
  public enum Outcome {
    /**
     * The lower end of the interval is at least the target; at the least search effort of those.
     */
    REACHED,
    /** Only the mean is; at the least search effort of those. */
    REACHED_BY_MEAN_ONLY,
    /** Not even the mean is; at the search effort with the highest mean. */
    NOT_REACHED,
    /** No valid point on this index, or none whose plan used it. */
    NOT_MEASURED
  }
}
