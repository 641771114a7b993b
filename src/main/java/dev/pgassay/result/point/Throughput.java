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
  /** Checks the components. */
  public Throughput {
    Checked.measured("operationsPerSecond", operationsPerSecond);
    Objects.requireNonNull(forks, "forks");
    Objects.requireNonNull(iterations, "iterations");
  }

  /**
   * The slowest and the fastest of several.
   *
   * @param count of how many
   * @param lowestPerSecond the slowest one's operations per second
   * @param highestPerSecond the fastest one's operations per second
   */
  public record Spread(int count, double lowestPerSecond, double highestPerSecond) {
    /** Checks the components. */
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
   * Tells how far the farthest of several lies from the mean.
   *
   * @param spread of this throughput: that of its forks or of its iterations
   * @return the distance divided by the mean, not negative; 0 where the mean is 0
   */
  public double deviationRatio(Spread spread) {
    double distance =
        Math.max(
            operationsPerSecond - spread.lowestPerSecond(),
            spread.highestPerSecond() - operationsPerSecond);
    return operationsPerSecond == 0 ? 0 : Math.max(0, distance) / operationsPerSecond;
  }

  /**
   * Sums up forks.
   *
   * @param forks the forks of one point
   * @return the figures, or nothing where no fork finished an iteration
   */
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
