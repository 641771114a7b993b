package dev.pgassay.runner.plan;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.Preparation.Cache;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The user's request to {@code run}, as it was written. Immutable.
 *
 * @param target name of a suite, or a regular expression of benchmarks
 * @param dataset name or path of the dataset; empty for the suite's own
 * @param seed replaces the dataset's seed
 * @param parameters values by parameter, which replace the suite's
 * @param clients numbers of clients, which replace the suite's; empty for those of the suite
 * @param timing how each point is measured, which replaces the suite's timing
 */
public record RunRequest(
    String target,
    Optional<String> dataset,
    OptionalLong seed,
    Map<String, List<String>> parameters,
    List<Integer> clients,
    TimingRequest timing) {
  /**
   * The timing that the user requests; the suite gives the rest.
   *
   * @param forks JVMs, one after the other
   * @param warmupIterations iterations that do not count
   * @param measurementIterations iterations that count
   * @param secondsEach length of an iteration in seconds
   * @param states of the server's caches, each of which makes a point of its own; empty for warm
   */
  public record TimingRequest(
      OptionalInt forks,
      OptionalInt warmupIterations,
      OptionalInt measurementIterations,
      OptionalInt secondsEach,
      List<Cache> states) {
    /** Asks for nothing. */
    public static final TimingRequest NONE =
        new TimingRequest(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            List.of());

    /** Refuses repeated states, and options that a cold point cannot have. */
    public TimingRequest {
      states = List.copyOf(states);
      if (new HashSet<>(states).size() != states.size()) {
        throw new InvalidInput("--state needs distinct states: " + states);
      }
      if (states.contains(Cache.COLD) && measurementIterations.isPresent()) {
        throw new InvalidInput(
            "--iterations "
                + measurementIterations.getAsInt()
                + " is not possible with --state cold, in which each fork executes one query;"
                + " leave it out, or say with --forks how often to measure");
      }
    }

    Suite.Timing over(Suite.Timing timing) {
      return new Suite.Timing(
          forks.orElse(timing.forks()),
          warmupIterations.orElse(timing.warmupIterations()),
          measurementIterations.orElse(timing.measurementIterations()),
          secondsEach.orElse(timing.secondsEach()));
    }
  }

  /** Keeps the order of the collections. */
  public RunRequest {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(dataset, "dataset");
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(timing, "timing");
    parameters = new LinkedHashMap<>(parameters);
    clients = List.copyOf(clients);
  }
}
