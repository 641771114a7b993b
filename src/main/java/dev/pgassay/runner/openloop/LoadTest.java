package dev.pgassay.runner.openloop;

import dev.pgassay.failure.InvalidInput;
import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.PointKey;
import dev.pgassay.result.run.Run;
import dev.pgassay.runner.plan.LoadPattern;
import dev.pgassay.runner.plan.RunPlan;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The options of one {@code load-test} command. Immutable.
 *
 * @param arrivals how intended starts follow each other
 * @param warmup how long requests are sent that do not count
 * @param duration how long requests are sent that count, at each rate; a search takes up to {@value
 *     #MOST_LENGTHENING} times as long if a rate would make too few requests for its objective
 * @param rates requests a second, each greater than 0; with an objective, the search begins at the
 *     first one
 * @param objective search the highest rate that holds it
 */
public record LoadTest(
    OpenLoad.Arrivals arrivals,
    Duration warmup,
    Duration duration,
    List<Double> rates,
    Optional<Objective> objective) {
  /** A search measures a low rate for so much longer at most, and tries no lower one. */
  private static final int MOST_LENGTHENING = 4;

  public LoadTest {
    rates = List.copyOf(rates);
    if (rates.isEmpty()) {
      throw new InvalidInput("--rate or --steps must name at least one rate");
    }
    for (double rate : rates) {
      new LoadPattern(arrivals, rate, warmup, duration, 1);
    }
    if (rates.size() > rates.stream().distinct().count()) {
      throw new InvalidInput("--steps needs distinct rates: " + rates);
    }
    double first = rates.get(0);
    objective.ifPresent(sought -> refuseFewRequests(sought, first, arrivals, duration.toSeconds()));
  }

  private static void refuseFewRequests(
      Objective sought, double rate, OpenLoad.Arrivals arrivals, long seconds) {
    double least = sought.leastRequests(arrivals) / (MOST_LENGTHENING * seconds);
    if (rate < least) {
      throw new InvalidInput(
          String.format(
              Locale.ROOT,
              "--rate %.4g makes too few requests for %s in %d seconds, %d times --duration; use"
                  + " at least %.0f a second",
              rate,
              sought,
              MOST_LENGTHENING * seconds,
              MOST_LENGTHENING,
              Math.ceil(least)));
    }
  }

  LoadPattern pattern(RateSteps.Step step, int clients) {
    return new LoadPattern(arrivals, step.perSecond(), warmup, step.duration(), clients);
  }

  /**
   * How long requests are sent that count at one rate of a search: {@link #duration}, or as much
   * longer as makes enough requests for the objective.
   */
  Duration duration(double rate) {
    double seconds = leastRequests() / rate;
    return Duration.ofSeconds(Math.max(duration.toSeconds(), (long) Math.ceil(seconds)));
  }

  /** A search that has not begun, for the highest rate that holds the objective. */
  RateSearch search() {
    return new RateSearch(
        rates.get(0), leastRequests() / (MOST_LENGTHENING * duration.toSeconds()));
  }

  private double leastRequests() {
    return objective.map(it -> it.leastRequests(arrivals)).orElse(1.0);
  }

  /**
   * Names the points that the test makes.
   *
   * @param plan of the statements
   * @param mix of them; empty for a single one
   * @return the keys in the order in which the points are recorded; empty if the test searches the
   *     rates, since only the search knows them
   */
  public List<PointKey> keys(RunPlan plan, Optional<Mix> mix) {
    int clients = plan.groups().get(0).points().get(0).clients();
    return objective.isPresent()
        ? List.of()
        : rates.stream()
            .map(rate -> new LoadPattern(arrivals, rate, warmup, duration, clients))
            .flatMap(pattern -> new OpenLoopKeys(pattern, mix).all(plan).stream())
            .toList();
  }

  /**
   * Returns the result of the search for the highest rate.
   *
   * @param run that this test made
   * @return the result; empty if no objective was given
   */
  public Optional<SearchResult> searched(Run run) {
    return objective.map(sought -> SearchResult.of(search(), sought, run.points()));
  }
}
