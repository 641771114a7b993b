package dev.pgassay.runner;

import dev.pgassay.progress.Progress;
import dev.pgassay.result.Point;
import java.util.Locale;

/** Goes through the rates of a load test, or searches the highest that holds its objective. */
final class RateSteps {
  private final LoadTest test;
  private final Progress progress;

  RateSteps(LoadTest test, Progress progress) {
    this.test = test;
    this.progress = progress;
  }

  /** Measures at one rate. */
  @FunctionalInterface
  interface Probe {
    /** Returns the point that tells whether the rate holds. */
    Point at(double perSecond) throws InterruptedException;
  }

  void through(Probe probe) throws InterruptedException {
    if (test.objective().isPresent()) {
      search(test.objective().get(), probe);
      return;
    }
    for (double rate : test.rates()) {
      probe.at(rate);
    }
  }

  private void search(Objective objective, Probe probe) throws InterruptedException {
    RateSearch search =
        new RateSearch(test.rates().get(0), objective.leastPerSecond(test.duration()));
    while (search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      Point point = probe.at(rate);
      if (!point.valid() || point.openLoad().isEmpty()) {
        return;
      }
      boolean held = objective.held(point.openLoad().get());
      String verdict = held ? "holds " : "does not hold ";
      progress.say(String.format(Locale.ROOT, "%.1f/s %s%s", rate, verdict, objective));
      search.tried(rate, held);
    }
  }
}
