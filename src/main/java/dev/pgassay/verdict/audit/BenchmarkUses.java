package dev.pgassay.verdict.audit;

import java.util.List;
import java.util.Map;

/**
 * The indexes of the schema through which benchmarks reached their rows, according to the plans of
 * their valid points. Immutable.
 *
 * @param byIndex name of an index to the names of benchmarks whose planner might read whole tables
 * @param withoutSequentialScans the same of points that were measured with sequential scans off
 */
public record BenchmarkUses(
    Map<String, List<String>> byIndex, Map<String, List<String>> withoutSequentialScans) {
  /** Copies the maps. */
  public BenchmarkUses {
    byIndex = Map.copyOf(byIndex);
    withoutSequentialScans = Map.copyOf(withoutSequentialScans);
  }

  List<String> of(String index) {
    return byIndex.getOrDefault(index, List.of());
  }

  /** Returns the benchmarks that use an index only at points without sequential scans. */
  List<String> onlyWithoutSequentialScans(String index) {
    return withoutSequentialScans.getOrDefault(index, List.of()).stream()
        .filter(benchmark -> !of(index).contains(benchmark))
        .toList();
  }
}
