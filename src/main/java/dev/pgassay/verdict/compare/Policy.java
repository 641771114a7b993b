package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How much of a difference is tolerated: sound defaults, which a project overrides for all or for
 * some of its benchmarks. Immutable.
 *
 * @param tolerances by aspect; what is not in the map has its default
 * @param overrides the last one that fits a point wins
 */
public record Policy(Map<Aspect, Double> tolerances, List<Override> overrides) {
  /** The policy of a project that has none. */
  public static final Policy DEFAULT = new Policy(Map.of(), List.of());

  /** Copies the collections. */
  public Policy {
    tolerances = Map.copyOf(tolerances);
    overrides = List.copyOf(overrides);
  }

  /**
   * Other tolerances for some points.
   *
   * @param benchmark matches the whole name of the benchmark
   * @param parameters that a point must have, by name
   * @param tolerances by aspect
   */
  public record Override(
      Pattern benchmark, Map<String, String> parameters, Map<Aspect, Double> tolerances) {
    /** Copies the maps. */
    public Override {
      parameters = Map.copyOf(parameters);
      tolerances = Map.copyOf(tolerances);
    }

    private boolean fits(PointKey point) {
      return BoundedText.matches(benchmark, point.benchmark())
          && point.parameters().entrySet().containsAll(parameters.entrySet());
    }
  }

  /**
   * Finds overrides that have no effect, as a name that is misspelt has none.
   *
   * @param points that are compared
   * @return one line for each override that fits no point
   */
  public List<String> withoutEffect(Collection<PointKey> points) {
    return overrides.stream()
        .filter(it -> points.stream().noneMatch(it::fits))
        .map(
            it ->
                "an override of the policy matches no point: benchmark "
                    + it.benchmark()
                    + (it.parameters().isEmpty() ? "" : " with " + new TreeMap<>(it.parameters())))
        .toList();
  }

  /**
   * Looks up what is tolerated at a point.
   *
   * @param aspect of what
   * @param point where
   * @return the tolerance, in the unit that the aspect says
   */
  public double tolerance(Aspect aspect, PointKey point) {
    double found = tolerance(aspect);
    for (Override candidate : overrides) {
      if (candidate.fits(point)) {
        found = candidate.tolerances().getOrDefault(aspect, found);
      }
    }
    return found;
  }

  /**
   * Looks up what is tolerated of the schema.
   *
   * @param aspect of what
   * @return the tolerance, in the unit that the aspect says
   */
  public double tolerance(Aspect aspect) {
    return tolerances.getOrDefault(aspect, aspect.defaultTolerance());
  }
}
