package dev.pgassay.selfcheck.overhead;

import dev.pgassay.stats.Quantile;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The figures of one client program in one turn, or in those of a round.
 *
 * @param medianNanos median latency of a statement, in nanoseconds
 * @param perSecond statements per second over all connections
 * @param cpuNanos processor time of the clients' threads for a statement, in nanoseconds; NaN if it
 *     was not measured
 */
record TurnFigures(double medianNanos, double perSecond, double cpuNanos) {
  static double median(long[] latencies) {
    if (latencies.length == 0) {
      throw new IllegalStateException("a turn went by without an answer; the machine is too busy");
    }
    return Quantile.median(Arrays.stream(latencies).asDoubleStream().toArray());
  }

  /** Returns the median of the turns' medians, their mean rate, and their mean processor time. */
  static TurnFigures over(List<TurnFigures> turns) {
    double[] medians = turns.stream().mapToDouble(TurnFigures::medianNanos).toArray();
    double perSecond = mean(turns, TurnFigures::perSecond);
    double cpuNanos = mean(turns, TurnFigures::cpuNanos);
    return new TurnFigures(Quantile.median(medians), perSecond, cpuNanos);
  }

  private static double mean(List<TurnFigures> turns, ToDoubleFunction<TurnFigures> figure) {
    return turns.stream().mapToDouble(figure).average().orElseThrow();
  }
}
