package dev.pgassay.runner;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.OpenLoad;
import dev.pgassay.result.Run;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the user asked {@code load-test} for. Immutable.
 *
 * @param arrivals how intended starts follow each other
 * @param warmup how long requests are sent that do not count
 * @param duration how long requests are sent that count, at each rate
 * @param rates requests a second, each greater than 0; with an objective the first one is where the
 *     search begins
 * @param objective search the highest rate that holds it
 */
public record LoadTest(
    OpenLoad.Arrivals arrivals,
    Duration warmup,
    Duration duration,
    List<Double> rates,
    Optional<Objective> objective) {
  /** Checks the components and copies the list. */
  public LoadTest {
    rates = List.copyOf(rates);
    if (rates.isEmpty()) {
      throw new InvalidInput("--rate or --steps must name at least one rate");
    }
    for (double rate : rates) {
      new LoadPattern(arrivals, rate, warmup, duration, 1);
    }
    double first = rates.get(0);
    objective
        .filter(sought -> first < sought.leastPerSecond(duration))
        .ifPresent(sought -> refuseFewRequests(sought, first, duration));
  }

  private static void refuseFewRequests(Objective sought, double rate, Duration duration) {
    throw new InvalidInput(
        String.format(
            Locale.ROOT,
            "--rate %.4g over --duration %d makes too few requests for %s; from %.4g a second on they"
                + " are enough",
            rate,
            duration.toSeconds(),
            sought,
            sought.leastPerSecond(duration)));
  }

  LoadPattern pattern(double rate, int clients) {
    return new LoadPattern(arrivals, rate, warmup, duration, clients);
  }

  /**
   * Finds the highest rate of a run that held the objective.
   *
   * @param run that this test made
   * @return requests a second; empty where there is no objective or no rate held it
   */
  public OptionalDouble highestHeld(Run run) {
    return objective.stream()
        .flatMap(
            sought ->
                run.points().stream()
                    .filter(point -> point.valid())
                    .flatMap(point -> point.openLoad().stream())
                    .filter(sought::held))
        .mapToDouble(OpenLoad::offeredPerSecond)
        .max();
  }
}
