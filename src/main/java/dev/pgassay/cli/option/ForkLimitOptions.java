package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.runner.prepare.RunSetup;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options that say how long to wait for a fork. */
public final class ForkLimitOptions {
  @Option(
      names = "--fork-limit",
      paramLabel = "SECONDS",
      description =
          "Time that a fork may take, from its start, in seconds. If the forks of a point "
              + "take longer together, pgassay ends the running fork, marks the point as failed "
              + "and continues with the next point. Default: the longest time that the schedule "
              + "and the statements can take, plus ten minutes per fork.")
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
