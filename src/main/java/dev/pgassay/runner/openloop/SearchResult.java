package dev.pgassay.runner.openloop;

import dev.pgassay.result.point.OpenLoad;
import dev.pgassay.result.point.ParameterNames;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.openloop.Objective.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of a search for the highest rate. Immutable.
 *
 * @param objective that a rate must hold
 * @param highestPerSecond the highest rate that held it; empty if none did
 * @param missedPerSecond the lowest rate that did not hold it; empty if all did
 * @param cutShort why the search ended without an answer; empty if it has one
 * @param busy the evidence that the lowest rate that did not hold may have reached the limit of the
 *     clients and not of the server; empty if there is none
 */
public record SearchResult(
    Objective objective,
    OptionalDouble highestPerSecond,
    OptionalDouble missedPerSecond,
    Optional<String> cutShort,
    Optional<String> busy) {

  /**
   * Replays a search from the measured points.
   *
   * @param search that has not begun
   * @param points of the run in which it was made
   */
  static SearchResult of(RateSearch search, Objective objective, List<Point> points) {
    Optional<String> cutShort = Optional.empty();
    while (cutShort.isEmpty() && search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      Verdict verdict = at(rate, points).map(objective::verdict).orElse(Verdict.NOT_MEASURED);
      switch (verdict) {
        case HELD, NOT_HELD -> search.tried(rate, verdict == Verdict.HELD);
        case TOO_FEW -> cutShort = Optional.of(rate(rate) + " made too few requests to judge it");
        case NOT_MEASURED -> cutShort = Optional.of(rate(rate) + " could not be measured");
      }
    }
    if (cutShort.isEmpty() && !search.converged()) {
      cutShort = Optional.of("too many rates were tried");
    }
    OptionalDouble missed = search.lowestMissed();
    Optional<String> busy =
        missed.stream()
            .boxed()
            .flatMap(rate -> at(rate, points).stream())
            .flatMap(point -> busy(point).stream())
            .findFirst();
    return new SearchResult(objective, search.highestHeld(), missed, cutShort, busy);
  }

  /**
   * Tells whether there is a rate that holds the objective, and no higher one was left untried.
   *
   * @return whether the search has found what it sought
   */
  public boolean found() {
    return highestPerSecond.isPresent() && cutShort.isEmpty();
  }

  /**
   * Returns the result in one line.
   *
   * @return such as {@code highest rate that met p99 within 20.0 ms: 113.1 requests/s}
   */
  public String line() {
    String early = cutShort.map(why -> "the search ended early, " + why + "; ").orElse("");
    String soFar = cutShort.isPresent() ? " so far" : "";
    String limit = busy.map(it -> "; the limit may be the clients': " + it).orElse("");
    if (highestPerSecond.isPresent()) {
      return String.format(
          Locale.ROOT,
          "%shighest rate that met %s%s: %s requests/s%s",
          early,
          objective,
          soFar,
          number(highestPerSecond.getAsDouble()),
          limit);
    }
    String down =
        missedPerSecond.isPresent() ? ", down to " + rate(missedPerSecond.getAsDouble()) : "";
    return early + "no rate met " + objective + soFar + down + limit;
  }

  /** The point at a rate; for a mix, the point of all requests together. */
  private static Optional<Point> at(double rate, List<Point> points) {
    return points.stream()
        .filter(
            point ->
                point.benchmark().equals(Mix.NAME) || !point.parameters().containsKey(Mix.NAME))
        .filter(
            point -> point.openLoad().filter(load -> load.offeredPerSecond() == rate).isPresent())
        .findFirst();
  }

  private static Optional<String> busy(Point point) {
    return point
        .openLoad()
        .filter(OpenLoad::clientsBusy)
        .map(
            load ->
                String.format(
                    Locale.ROOT,
                    "%.0f %% of the requests at %s found all %s of them busy; raise --clients",
                    100 * load.busyRatio(),
                    rate(load.offeredPerSecond()),
                    point.parameters().getOrDefault(ParameterNames.CLIENTS, "1")));
  }

  private static String rate(double perSecond) {
    return number(perSecond) + "/s";
  }

  private static String number(double perSecond) {
    return BigDecimal.valueOf(perSecond).stripTrailingZeros().toPlainString();
  }
}
