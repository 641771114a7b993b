package dev.pgassay.result.run;

import dev.pgassay.result.environment.SearchEffort;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.PlanCheck;
import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.point.Preparation;
import dev.pgassay.result.point.RecallSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Finds for each index the least search effort that reached a recall. Points that are not valid do
 * not count. Neither do points whose rows were not found through the index, because a sequential
 * scan has a recall of 1 at any search effort, and cold points, which have few queries.
 */
final class RecallTargets {
  /** The highest target recall. */
  static final double HIGHEST_RATIO = 0.99;

  private static final List<Double> TARGET_RATIOS = List.of(0.90, 0.95, HIGHEST_RATIO);

  private RecallTargets() {}

  static List<RecallTarget> of(List<Point> points) {
    Map<PointKey, List<Point>> indexes = new LinkedHashMap<>();
    for (Point point : points) {
      boolean searches = SearchEffort.parameterOf(point.parameters()).isPresent();
      if (searches && point.openLoad().isEmpty() && !isCold(point)) {
        indexes.computeIfAbsent(indexKey(point), key -> new ArrayList<>()).add(point);
      }
    }
    List<RecallTarget> targets = new ArrayList<>();
    indexes.values().forEach(own -> targets.addAll(targets(own)));
    return targets;
  }

  private static List<RecallTarget> targets(List<Point> ofIndex) {
    String effort = SearchEffort.parameterOf(ofIndex.get(0).parameters()).orElseThrow();
    PointKey index = indexKey(ofIndex.get(0));
    List<RecallAt> sweep = sweep(effort, ofIndex);
    return TARGET_RATIOS.stream().map(ratio -> target(index, effort, ratio, sweep)).toList();
  }

  private static boolean isCold(Point point) {
    return point.preparation().filter(it -> it.cache() == Preparation.Cache.COLD).isPresent();
  }

  private static PointKey indexKey(Point point) {
    Map<String, String> parameters = new LinkedHashMap<>(point.parameters());
    SearchEffort.parameterOf(parameters).ifPresent(parameters::remove);
    parameters.remove(ParameterNames.CLIENTS);
    return new PointKey(point.benchmark(), parameters);
  }

  /** Returns the search efforts in rising order. */
  private static List<RecallAt> sweep(String effort, List<Point> points) {
    Map<Integer, List<Point>> byValue = new TreeMap<>();
    for (Point point : points) {
      boolean differs = point.planCheck().filter(PlanCheck::differs).isPresent();
      if (point.valid() && point.recall().isPresent() && !differs) {
        byValue
            .computeIfAbsent(
                Integer.parseInt(point.parameters().get(effort)), key -> new ArrayList<>())
            .add(point);
      }
    }
    return byValue.entrySet().stream()
        .map(entry -> recallAt(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static RecallAt recallAt(int effort, List<Point> points) {
    RecallSummary lowest =
        points.stream()
            .map(point -> point.recall().orElseThrow())
            .min(Comparator.comparingDouble(RecallSummary::meanRatio))
            .orElseThrow();
    return new RecallAt(
        effort,
        lowest.meanRatio(),
        lowest.interval(),
        points.stream()
            .map(ClientFigures::of)
            .sorted(Comparator.comparingInt(figures -> figures.clients().orElse(0)))
            .toList());
  }

  private static RecallTarget target(
      PointKey index, String effort, double ratio, List<RecallAt> sweep) {
    Optional<RecallAt> byInterval = first(sweep, it -> it.intervalReaches(ratio));
    if (byInterval.isPresent()) {
      return target(index, effort, ratio, RecallTarget.Outcome.REACHED, byInterval);
    }
    Optional<RecallAt> byMean = first(sweep, it -> it.meanReaches(ratio));
    if (byMean.isPresent()) {
      return target(index, effort, ratio, RecallTarget.Outcome.REACHED_BY_MEAN_ONLY, byMean);
    }
    Optional<RecallAt> closest =
        sweep.stream().max(Comparator.comparingDouble(RecallAt::meanRatio));
    return target(
        index,
        effort,
        ratio,
        closest.isPresent() ? RecallTarget.Outcome.NOT_REACHED : RecallTarget.Outcome.NOT_MEASURED,
        closest);
  }

  private static RecallTarget target(
      PointKey index,
      String effort,
      double ratio,
      RecallTarget.Outcome outcome,
      Optional<RecallAt> at) {
    return new RecallTarget(
        index.benchmark(),
        index.parameters(),
        Optional.of(effort).filter(it -> !it.equals(RecallTarget.UNNAMED_EFFORT)),
        ratio,
        outcome,
        at);
  }

  private static Optional<RecallAt> first(List<RecallAt> sweep, Predicate<RecallAt> condition) {
    return sweep.stream().filter(condition).findFirst();
  }
}
