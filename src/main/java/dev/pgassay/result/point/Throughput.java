package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Successful operations per second of all clients together. Immutable.
 *
 * @param operationsPerSecond the mean over forks of the mean over their iterations
 * @param forks the slowest and the fastest fork
 * @param iterations the slowest and the fastest iteration of all forks
 */
public record Throughput(double operationsPerSecond, Spread forks, Spread iterations) {
  public Throughput {
    Checked.measured("operationsPerSecond", operationsPerSecond);
    Objects.requireNonNull(forks, "forks");
    Objects.requireNonNull(iterations, "iterations");
  }

  /**
   * The slowest and the fastest of several forks or iterations.
   *
   * @param count their number
   * @param lowestPerSecond operations per second of the slowest
   * @param highestPerSecond operations per second of the fastest
   */
  public record Spread(int count, double lowestPerSecond, double highestPerSecond) {
    public Spread {
      Checked.positive("count", count);
      Checked.measured("lowestPerSecond", lowestPerSecond);
      Checked.measured("highestPerSecond", highestPerSecond);
      if (lowestPerSecond > highestPerSecond) {
        throw new IllegalArgumentException(
            "the lowest must not be above the highest: "
                + lowestPerSecond
                + " > "
                + highestPerSecond);
      }
    }

    private static Spread of(DoubleSummaryStatistics values) {
      return new Spread((int) values.getCount(), values.getMin(), values.getMax());
    }
  }

  /**
   * Returns the greatest relative difference of a fork or iteration from the mean.
   *
   * @param spread of the forks or of the iterations of this throughput
   * @return the difference divided by the mean, not negative; 0 if the mean is 0
   */
  public double deviationRatio(Spread spread) {
    double distance =
        Math.max(
            operationsPerSecond - spread.lowestPerSecond(),
            spread.highestPerSecond() - operationsPerSecond);
    return operationsPerSecond == 0 ? 0 : Math.max(0, distance) / operationsPerSecond;
  }

  /** Computes the throughput of the forks of one point; empty if no fork finished an iteration. */
  public static Optional<Throughput> of(List<Fork> forks) {
    DoubleSummaryStatistics means = new DoubleSummaryStatistics();
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    for (Fork fork : forks) {
      DoubleSummaryStatistics own = new DoubleSummaryStatistics();
      fork.iterations().forEach(iteration -> own.accept(iteration.operationsPerSecond()));
      if (own.getCount() > 0) {
        means.accept(own.getAverage());
        all.combine(own);
      }
    }
    return means.getCount() == 0
        ? Optional.empty()
        : Optional.of(new Throughput(means.getAverage(), Spread.of(means), Spread.of(all)));
  }
}
