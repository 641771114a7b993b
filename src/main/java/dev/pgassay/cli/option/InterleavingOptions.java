package dev.pgassay.cli.option;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.runner.plan.RunPlan;
import dev.pgassay.runner.plan.RunRequest.TimingRequest;
import dev.pgassay.runner.prepare.RunSetup;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;

/**
 * The options of {@code ab} that select the points, the server, and the time: for a program that
 * measures pgassay itself. A mixin of picocli.
 */
public final class InterleavingOptions {
  private final Surroundings surroundings;

  @Mixin private MeasuringOptions measuring;
  @Mixin private RoundOptions rounds;

  InterleavingOptions(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /**
   * Plans the requested points, with one client.
   *
   * @param target a suite or a regular expression; empty for quick, or for all of {@code --sql}
   * @throws InvalidInput for points that cannot be measured
   */
  public RunPlan plan(Optional<String> target) {
    return measuring.plan(target, "quick", List.of(1), TimingRequest.NONE);
  }

  /**
   * Gathers the setup of a run.
   *
   * @param arguments the command line as typed
   */
  public RunSetup setup(List<String> arguments) {
    return measuring.setup(surroundings, measuring.store(surroundings), arguments);
  }

  /**
   * Returns the time for all rounds together.
   *
   * @return above zero
   */
  public Duration budget() {
    return rounds.budget();
  }

  /**
   * Returns the seed of the order of arms and queries.
   *
   * @return any number
   */
  public long seed() {
    return rounds.seed();
  }

  /**
   * Reads a time.
   *
   * @param option that it was given for
   * @param text such as 90s, 10m or 1h
   * @return above zero
   * @throws InvalidInput if it is no such time
   */
  public static Duration duration(String option, String text) {
    return RoundOptions.duration(option, text);
  }
}
