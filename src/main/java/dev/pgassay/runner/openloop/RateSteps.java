package dev.pgassay.runner.openloop;

import dev.pgassay.progress.Progress;
import dev.pgassay.result.point.Point;
import dev.pgassay.runner.openloop.Objective.Verdict;
import java.time.Duration;
import java.util.Locale;

/** Goes through the rates of a load test, or searches for the highest that holds its objective. */
final class RateSteps {
  private static final int MOST_TIMES_LENGTHENED = 2;

  private final LoadTest test;
  private final Progress progress;

  RateSteps(LoadTest test, Progress progress) {
    this.test = test;
    this.progress = progress;
  }

  /**
   * One rate, for as long as it is measured.
   *
   * @param number of the rate, from 1; a rate that is measured again keeps it
   * @param perSecond requests a second
   * @param duration how long requests are sent that count
   */
  record Step(int number, double perSecond, Duration duration) {
    Step longer() {
      return new Step(number, perSecond, duration.multipliedBy(2));
    }
  }

  /** Measures at one rate. */
  @FunctionalInterface
  interface Probe {
    /** Returns the point that tells whether the rate holds. */
    Point at(Step step) throws InterruptedException;
  }

  void through(Probe probe) throws InterruptedException {
    if (test.objective().isPresent()) {
      search(test.objective().get(), probe);
      return;
    }
    int number = 0;
    for (double rate : test.rates()) {
      probe.at(new Step(++number, rate, test.duration()));
    }
  }

  private void search(Objective objective, Probe probe) throws InterruptedException {
    RateSearch search = test.search();
    int number = 0;
    while (search.next().isPresent()) {
      double rate = search.next().getAsDouble();
      Verdict verdict = verdict(objective, new Step(++number, rate, test.duration(rate)), probe);
      progress.say(String.format(Locale.ROOT, "%.1f/s %s %s", rate, verdict.words(), objective));
      if (verdict != Verdict.HELD && verdict != Verdict.NOT_HELD) {
        return;
      }
      search.tried(rate, verdict == Verdict.HELD);
    }
  }

  /** A rate with too few requests has no verdict yet: it is measured again, for longer. */
  private Verdict verdict(Objective objective, Step first, Probe probe)
      throws InterruptedException {
    Step step = first;
    Verdict verdict = objective.verdict(probe.at(step));
    for (int times = 0; verdict == Verdict.TOO_FEW && times < MOST_TIMES_LENGTHENED; times++) {
      step = step.longer();
      progress.say(
          String.format(
              Locale.ROOT,
              "%.1f/s made too few requests to judge %s: measured again for %d s",
              step.perSecond(),
              objective,
              step.duration().toSeconds()));
      verdict = objective.verdict(probe.at(step));
    }
    return verdict;
  }
}
