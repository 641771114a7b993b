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
 * Whether an index reached a recall, and at what cost. A recall is reached if the lower end of its
 * confidence interval is at least the target. The mean alone would be too favourable half the time.
 * Immutable; made by {@link RecallTargets}.
 *
 * @param benchmark id of the benchmark
 * @param parameters those of the points, without the search effort and the number of clients
 * @param effort the parameter that is the search effort; absent for ef_search, so that the stored
 *     format of HNSW targets is unchanged
 * @param targetRatio the target recall
 * @param outcome whether it was reached
 * @param at the search effort that reached it, or came closest; absent if no point is valid
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

  /** Returns the name of the parameter whose least value was searched for. */
  public String searchEffort() {
    return effort.orElse(UNNAMED_EFFORT);
  }

  /**
   * Tells whether a point belongs to the index and the question of this target: all parameters
   * agree except the search effort and the number of clients.
   */
  boolean concerns(PointKey key) {
    Map<String, String> others = new LinkedHashMap<>(key.parameters());
    boolean sweeps = others.remove(searchEffort()) != null;
    others.remove(ParameterNames.CLIENTS);
    return sweeps && key.benchmark().equals(benchmark) && others.equals(parameters);
  }

  /** The outcome of a target. */
  public enum Outcome {
    /**
     * The lower end of the interval is at least the target. {@code at} is the least such search
     * effort.
     */
    REACHED,
    /** Only the mean is at least the target. {@code at} is the least such search effort. */
    REACHED_BY_MEAN_ONLY,
    /** Not even the mean is. {@code at} is the search effort with the highest mean. */
    NOT_REACHED,
    /** The index has no valid point, or none whose plan used it. */
    NOT_MEASURED
  }
}
