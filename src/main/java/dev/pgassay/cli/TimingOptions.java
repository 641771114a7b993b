package dev.pgassay.cli;

import dev.pgassay.runner.RunRequest.TimingRequest;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** Options that say how each point is measured, in JMH's terms. */
final class TimingOptions {
  @Option(names = "--forks", paramLabel = "N", description = "JVMs, one after the other.")
  private Integer forks;

  @Option(
      names = "--warmup-iterations",
      paramLabel = "N",
      description = "Iterations of each fork that do not count.")
  private Integer warmupIterations;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Iterations of each fork that count.")
  private Integer iterations;

  @Option(names = "--seconds", paramLabel = "N", description = "Length of an iteration, seconds.")
  private Integer seconds;

  TimingRequest request() {
    return new TimingRequest(
        optional(forks), optional(warmupIterations), optional(iterations), optional(seconds));
  }

  private static OptionalInt optional(Integer value) {
    return value == null ? OptionalInt.empty() : OptionalInt.of(value);
  }
}
