package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A named choice of points and the schedule by which they are measured. Immutable.
 *
 * @param name as on the command line
 * @param description what it is for, in one line
 * @param dataset the dataset it is meant for
 * @param timing how each point is measured
 * @param clients the numbers of clients
 * @param indexAudit whether its runs end with an audit of the schema's indexes
 * @param benchmarks the benchmarks that it measures
 */
public record Suite(
    String name,
    String description,
    String dataset,
    Timing timing,
    List<Integer> clients,
    boolean indexAudit,
    List<Sweep> benchmarks) {

  /**
   * The values of one benchmark's parameters whose every combination is a point.
   *
   * @param benchmark name of the benchmark
   * @param parameters values by parameter; those that are not named have their defaults
   * @param clients numbers of clients; null for those of the suite
   * @param timing how each point is measured; null for that of the suite
   */
  public record Sweep(
      String benchmark,
      Map<String, List<String>> parameters,
      List<Integer> clients,
      Timing timing) {
    /** Keeps the order of the map. */
    public Sweep {
      Objects.requireNonNull(benchmark, "benchmark");
      parameters = new LinkedHashMap<>(parameters);
      clients = clients == null ? null : List.copyOf(clients);
    }

    /**
     * Has the clients and the timing of its suite.
     *
     * @param benchmark name of the benchmark
     * @param parameters values by parameter; those that are not named have their defaults
     */
    public Sweep(String benchmark, Map<String, List<String>> parameters) {
      this(benchmark, parameters, null, null);
    }
  }

  /**
   * How a point is measured at one number of clients.
   *
   * @param forks JVMs, one after the other
   * @param warmupIterations iterations that do not count
   * @param measurementIterations iterations that count
   * @param secondsEach length of an iteration of either kind, in seconds
   */
  public record Timing(
      int forks, int warmupIterations, int measurementIterations, int secondsEach) {
    /**
     * One execution by each client for each fork: as many as a median needs that has ten executions
     * beyond it.
     */
    static final Timing OF_COLD_POINTS = new Timing(20, 1, 1, 1);

    /**
     * Returns how long the iterations of a point take; starting its forks comes on top.
     *
     * @return whole seconds
     */
    public int totalSeconds() {
      return forks * (warmupIterations + measurementIterations) * secondsEach;
    }

    public Timing {
      if (forks < 1 || warmupIterations < 0 || measurementIterations < 1 || secondsEach < 1) {
        throw new InvalidInput(
            "a point needs at least one fork, one iteration of one second and no negative warm-up:"
                + " forks "
                + forks
                + ", warm-up iterations "
                + warmupIterations
                + ", iterations "
                + measurementIterations
                + ", seconds "
                + secondsEach);
      }
    }
  }

  public Suite {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(timing, "timing");
    clients = List.copyOf(clients);
    benchmarks = List.copyOf(benchmarks);
  }
}
