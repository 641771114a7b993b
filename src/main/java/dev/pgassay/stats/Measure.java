package dev.pgassay.stats;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * A figure of a benchmark in addition to its latencies, such as an nDCG or the rows that a vacuum
 * removed. Immutable.
 *
 * @param name heads a column, such as {@code ndcg@10}
 * @param unit such as {@code ms}; empty for a plain number
 * @param value a finite number
 */
public record Measure(String name, String unit, double value) {
  public Measure {
    Objects.requireNonNull(unit, "unit");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a measure needs a name");
    }
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("measure " + name + " must be finite: " + value);
    }
  }

  /**
   * Averages the measures of several observers.
   *
   * @param observed the measures of each observer
   * @return for each name, the mean over the observers that have it, in the order of first mention
   */
  public static List<Measure> means(Collection<List<Measure>> observed) {
    return folded(observed, values -> values.average().orElseThrow());
  }

  /**
   * Takes the greatest of the measures of several observers.
   *
   * @param observed the measures of each observer
   * @return the greatest value of each name, in the order of first mention
   */
  public static List<Measure> maxima(Collection<List<Measure>> observed) {
    return folded(observed, values -> values.max().orElseThrow());
  }

  private static List<Measure> folded(
      Collection<List<Measure>> observed, ToDoubleFunction<DoubleStream> fold) {
    Map<String, List<Measure>> byName = new LinkedHashMap<>();
    observed.forEach(
        measures ->
            measures.forEach(
                it -> byName.computeIfAbsent(it.name(), key -> new ArrayList<>()).add(it)));
    return byName.values().stream()
        .map(
            same ->
                new Measure(
                    same.get(0).name(),
                    same.get(0).unit(),
                    fold.applyAsDouble(same.stream().mapToDouble(Measure::value))))
        .toList();
  }
}
