package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The raw results of one benchmark JVM, from which the sums over forks are made. Immutable.
 *
 * @param number of the fork at its point, from 1
 * @param iterations the measured ones in order, without warm-up
 * @param errorsBySqlState SQLSTATE to the number of failed statements, which are in no latency
 * @param histogramFile file of HdrHistograms, relative to the run's folder with forward slashes;
 *     absent if the fork left none
 * @param clientCpuRatio processor time of the fork divided by that of all processors of the machine
 *     while it measured, absent if it is not known
 * @param plans before and after measuring, absent if they were not read
 * @param planCache how the driver's prepared statement was planned, absent if it was not read
 * @param settings of the measured session as read back from it after its first statement
 */
public record Fork(
    int number,
    List<Iteration> iterations,
    Map<String, Long> errorsBySqlState,
    Optional<String> histogramFile,
    OptionalDouble clientCpuRatio,
    Optional<Plans> plans,
    Optional<PlanCache> planCache,
    Map<String, String> settings) {

  public Fork {
    Checked.positive("number", number);
    iterations = List.copyOf(iterations);
    errorsBySqlState = Checked.sorted(errorsBySqlState);
    errorsBySqlState.forEach((state, count) -> Checked.positive("errors of " + state, count));
    histogramFile.ifPresent(file -> Checked.relativePath("histogramFile", file));
    clientCpuRatio.ifPresent(ratio -> Checked.ratio("clientCpuRatio", ratio));
    Objects.requireNonNull(plans, "plans");
    Objects.requireNonNull(planCache, "planCache");
    settings = Checked.sorted(settings);
  }

  /** Returns the number of failed statements of all SQLSTATEs. */
  public long errors() {
    return errorsBySqlState.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns the number of successful operations of all iterations. */
  public long operations() {
    return iterations.stream().mapToLong(Iteration::operations).sum();
  }

  /**
   * A measured iteration, all clients together.
   *
   * @param operations number of successful operations
   * @param operationsPerSecond rate of successful operations
   */
  public record Iteration(long operations, double operationsPerSecond) {
    public Iteration {
      Checked.notNegative("operations", operations);
      Checked.measured("operationsPerSecond", operationsPerSecond);
    }

    /**
     * Returns the iteration without failed operations.
     *
     * @param succeededRatio share of successful operations, 0 to 1
     * @return an iteration of the same length
     */
    public Iteration times(double succeededRatio) {
      Checked.ratio("succeededRatio", succeededRatio);
      return new Iteration(
          Math.round(operations * succeededRatio), operationsPerSecond * succeededRatio);
    }

    /**
     * Returns the length of the iteration, which is longer than planned if executions are long.
     *
     * @return seconds; 0 if no operation succeeded
     */
    public double seconds() {
      return operations == 0 ? 0 : operations / operationsPerSecond;
    }
  }

  /**
   * The plans of the driver's prepared statement in the measured session.
   *
   * @param before the first measured iteration
   * @param after the last measured iteration
   */
  public record Plans(Plan before, Plan after) {
    public Plans {
      Objects.requireNonNull(before, "before");
      Objects.requireNonNull(after, "after");
    }
  }

  /**
   * How often the server planned a prepared statement, from {@code pg_prepared_statements}.
   *
   * @param genericPlans executions with the cached plan
   * @param customPlans executions with a plan made for their values
   */
  public record PlanCache(long genericPlans, long customPlans) {
    public PlanCache {
      Checked.notNegative("genericPlans", genericPlans);
      Checked.notNegative("customPlans", customPlans);
    }
  }
}
