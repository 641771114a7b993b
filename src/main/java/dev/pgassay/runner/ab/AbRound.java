package dev.pgassay.runner.ab;

import dev.pgassay.result.point.Percentile;
import dev.pgassay.stats.Quantile;
import dev.pgassay.verdict.compare.Aspect;
import dev.pgassay.verdict.compare.RoundOfArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The service times of one round, from which its figures follow. The median is paired by query: it
 * is the median over queries of the ratio of the two arms' times for the very same query, which
 * leaves out how much queries differ from each other. Higher percentiles are ratios of the arms'
 * own. Not thread-safe.
 */
final class AbRound {
  private static final int BASE = 0;

  private static final Map<Aspect, Percentile> TAILS =
      new EnumMap<>(Map.of(Aspect.P95, Percentile.P95, Aspect.P99, Percentile.P99));

  private final List<List<long[]>> turns = new ArrayList<>();

  /**
   * @param arms how many take turns, the base first
   */
  AbRound(int arms) {
    for (int arm = 0; arm < arms; arm++) {
      turns.add(new ArrayList<>());
    }
  }

  /** Adds a turn of an arm; the arms' turns of the same place went through the same queries. */
  void add(int arm, long[][] turn) {
    turns.get(arm).addAll(List.of(turn));
  }

  private List<long[]> recorded() {
    return turns.stream().map(arm -> arm.stream().flatMapToLong(Arrays::stream).toArray()).toList();
  }

  /** How many executions of each arm failed, the base first. */
  List<Long> failed() {
    return recorded().stream()
        .map(nanos -> Arrays.stream(nanos).filter(it -> it == AbTurns.FAILED).count())
        .toList();
  }

  /** How many times an arm executed something, well or not. */
  long executions() {
    return recorded().get(BASE).length;
  }

  /**
   * The figures of every percentile for which there are operations enough that succeeded in all
   * arms; none if too few did.
   */
  RoundOfArms figures() {
    double[][] paired = paired(recorded().toArray(long[][]::new));
    int pairs = paired[BASE].length;
    if (pairs < Percentile.P50.leastOperations()) {
      return new RoundOfArms(Map.of());
    }
    Map<Aspect, RoundOfArms.Figures> figures = new EnumMap<>(Aspect.class);
    figures.put(
        Aspect.P50,
        figures(
            Quantile.nearestRank(paired[BASE], 0.5),
            paired.length,
            arm -> pairedLog(paired[BASE], paired[arm])));
    TAILS.forEach(
        (aspect, percentile) -> {
          if (pairs >= percentile.leastOperations()) {
            figures.put(aspect, tail(percentile.rank() / 100, paired));
          }
        });
    return new RoundOfArms(figures);
  }

  private static RoundOfArms.Figures tail(double share, double[][] paired) {
    double base = Quantile.nearestRank(paired[BASE], share);
    return figures(
        base, paired.length, arm -> Math.log(Quantile.nearestRank(paired[arm], share) / base));
  }

  private static RoundOfArms.Figures figures(
      double baseNanos, int arms, IntToDoubleFunction logOfArm) {
    return new RoundOfArms.Figures(
        baseNanos, IntStream.range(BASE + 1, arms).mapToObj(logOfArm::applyAsDouble).toList());
  }

  /** Returns the times of the executions that succeeded in every arm. */
  private static double[][] paired(long[][] nanos) {
    int[] pairs =
        IntStream.range(0, nanos[BASE].length)
            .filter(i -> Arrays.stream(nanos).allMatch(arm -> arm[i] > 0))
            .toArray();
    return Arrays.stream(nanos)
        .map(arm -> Arrays.stream(pairs).mapToDouble(i -> arm[i]).toArray())
        .toArray(double[][]::new);
  }

  private static double pairedLog(double[] base, double[] arm) {
    double[] logs = new double[base.length];
    Arrays.setAll(logs, i -> Math.log(arm[i] / base[i]));
    return Quantile.nearestRank(logs, 0.5);
  }
}
