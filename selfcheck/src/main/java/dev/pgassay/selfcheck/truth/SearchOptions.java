package dev.pgassay.selfcheck.truth;

import dev.pgassay.failure.InvalidInput;
import picocli.CommandLine.Option;

/** The options of programs that time exact search. A mixin of picocli. */
final class SearchOptions {
  private static final int MOST = 9999;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "5",
      description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads that search. Default: one for each processor.")
  private int threads = Runtime.getRuntime().availableProcessors();

  int rounds() {
    return rounds;
  }

  int threads() {
    return threads;
  }

  /** Refuses values outside their ranges. */
  void check() {
    requireCount("--rounds", rounds);
    requireCount("--threads", threads);
  }

  static void requireCount(String option, int count) {
    if (count < 1 || count > MOST) {
      throw new InvalidInput(option + " must be between 1 and " + MOST + ": " + count);
    }
  }
}
