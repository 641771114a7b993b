package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.Preparation.Cache;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options that say how each point is measured, in JMH's terms. */
public final class TimingOptions {
  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "Number of JVMs, run one after the other.")
  private Integer forks;

  @Option(
      names = "--warmup-iterations",
      paramLabel = "N",
      description = "Iterations per fork that do not count.")
  private Integer warmupIterations;

  @Option(names = "--iterations", paramLabel = "N", description = "Iterations per fork that count.")
  private Integer iterations;

  @Option(names = "--seconds", paramLabel = "N", description = "Length of an iteration in seconds.")
  private Integer seconds;

  @Option(
      names = "--state",
      split = ",",
      paramLabel = "warm|cold",
      description =
          "State of the server's caches. warm: tables and indexes are in the server's "
              + "buffers. cold: each value is the first query of a client after a restart, 20 "
              + "values unless --forks says otherwise. Default: warm.")
  private List<String> states = new ArrayList<>();

  public TimingRequest request() {
    return new TimingRequest(
        optional(forks),
        optional(warmupIterations),
        optional(iterations),
        optional(seconds),
        states.stream().map(TimingOptions::state).toList());
  }

  private static Cache state(String name) {
    return switch (name) {
      case "warm" -> Cache.WARM;
      case "cold" -> Cache.COLD;
      default -> throw new InvalidInput("--state must be warm or cold: " + name);
    };
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
