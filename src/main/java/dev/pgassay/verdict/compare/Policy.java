package dev.pgassay.verdict.compare;

import dev.pgassay.result.point.PointKey;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The differences that are tolerated: sound defaults, which a project overrides for all or for some
 * of its benchmarks. Immutable.
 *
 * @param tolerances by aspect; an aspect that is not in the map has its default
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
   * Finds overrides that have no effect, such as one with a misspelt name.
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

  /** Returns the tolerance at a point, in the unit of the aspect. */
  public double tolerance(Aspect aspect, PointKey point) {
    double found = tolerance(aspect);
    for (Override candidate : overrides) {
      if (candidate.fits(point)) {
        found = candidate.tolerances().getOrDefault(aspect, found);
      }
    }
    return found;
  }

  /** Returns the tolerance for the schema, in the unit of the aspect. */
  public double tolerance(Aspect aspect) {
    return tolerances.getOrDefault(aspect, aspect.defaultTolerance());
  }
}
