package dev.pgassay.verdict.history;

import dev.pgassay.result.point.PointKey;
import dev.pgassay.stats.EDivisive;
import dev.pgassay.stats.EDivisive.Rule;
import dev.pgassay.verdict.compare.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The drift over the runs of a folder; every report shows it and computes nothing of its own.
 * Immutable.
 *
 * @param runs in the order of time
 * @param leftOut files that were left out, one line each
 * @param trends in the order of the points, then of their figures
 * @param rule when a change is significant
 */
public record History(List<RecordedRun> runs, List<String> leftOut, List<Trend> trends, Rule rule) {
  /** Copies the lists. */
  public History {
    runs = List.copyOf(runs);
    leftOut = List.copyOf(leftOut);
    trends = List.copyOf(trends);
  }

  /**
   * Looks for changes in everything that the runs have in common.
   *
   * @param runs in the order of time
   * @param leftOut files that were left out, one line each
   * @param policy how large a change is tolerated
   * @param rule when a change is significant
   */
  public static History of(List<RecordedRun> runs, List<String> leftOut, Policy policy, Rule rule) {
    EDivisive divisive = new EDivisive(rule);
    List<Trend> trends =
        series(runs).stream()
            .map(
                it ->
                    Trend.of(
                        it,
                        divisive,
                        policy.tolerance(it.key().figure().aspect(), it.key().point())))
            .toList();
    return new History(runs, leftOut, new Causes(runs, trends).explained(), rule);
  }

  private static List<Series> series(List<RecordedRun> runs) {
    Map<Series.Key, List<Series.Sample>> samples = new LinkedHashMap<>();
    for (RecordedRun run : runs) {
      run.observations()
          .forEach(
              (point, observation) -> {
                for (Figure figure : Figure.values()) {
                  OptionalDouble value = figure.of(observation);
                  if (value.isPresent()) {
                    samples
                        .computeIfAbsent(key(run, point, figure), key -> new ArrayList<>())
                        .add(new Series.Sample(run.id(), run.program(), value.getAsDouble()));
                  }
                }
              });
    }
    return samples.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Series.Key key(RecordedRun run, PointKey point, Figure figure) {
    return new Series.Key(
        point,
        figure,
        run.arm().dataset().identity(),
        figure.ofMachine() ? run.fingerprint().machine() : "");
  }

  /** Counts the series that are long enough for a change in their middle to be significant. */
  public long judged() {
    return trends.stream()
        .filter(it -> it.series().samples().size() >= rule.leastObservations())
        .count();
  }

  /**
   * Counts changes.
   *
   * @param worse whether to count those for the worse, or those for the better
   */
  public long changes(boolean worse) {
    return trends.stream()
        .flatMap(it -> it.changes().stream())
        .filter(it -> it.worse() == worse)
        .count();
  }
}
