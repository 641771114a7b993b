package dev.pgassay.cli;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.runner.RunSetup;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long is waited for a fork. */
final class ForkLimitOptions {
  @Option(
      names = "--fork-limit",
      paramLabel = "SECONDS",
      description = {
        "End a fork that takes longer, from its start: its point has failed, the next one is measured.",
        "Default: what its schedule and its statements at their longest can take, and ten minutes."
      })
  private Integer seconds;

  RunSetup on(RunSetup setup) {
    if (seconds == null) {
      return setup;
    }
    if (seconds < 1) {
      throw new InvalidInput("--fork-limit must be at least 1 second: " + seconds);
    }
    return setup.withForkLimit(Duration.ofSeconds(seconds));
  }
}
