package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.runner.prepare.RunSetup;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How long is waited for a fork. */
public final class ForkLimitOptions {
  @Option(
      names = "--fork-limit",
      paramLabel = "SECONDS",
      description = {
        "How long a fork may take, from its start. Where the forks of a point take longer together, the one",
        "that runs is ended: its point has failed, the next one is measured. Default: what their schedule and",
        "their statements at their longest can take, and ten minutes each."
      })
  private Integer seconds;

  public RunSetup on(RunSetup setup) {
    if (seconds == null) {
      return setup;
    }
    if (seconds < 1) {
      throw new InvalidInput("--fork-limit must be at least 1 second: " + seconds);
    }
    return setup.withForkLimit(Duration.ofSeconds(seconds));
  }
}
