package dev.pgassay.runner;

import dev.pgassay.result.Phase;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Divides the wall time of a run into phases that follow each other. Not thread-safe. */
final class Stopwatch {
  private final Consumer<Phase> phases;
  private long beganNanos = System.nanoTime();

  Stopwatch(Consumer<Phase> phases) {
    this.phases = phases;
  }

  /** Ends the phase that began when the one before ended. */
  void lap(String name, Phase.Category category) {
    lap(name, category, 0);
  }

  /**
   * Ends the phase that began when the one before ended.
   *
   * @param measuringSeconds the part of it that was warm-up and measurement, a phase of its own
   */
  void lap(String name, Phase.Category category, double measuringSeconds) {
    long now = System.nanoTime();
    double elapsed = (double) (now - beganNanos) / TimeUnit.SECONDS.toNanos(1);
    beganNanos = now;
    if (measuringSeconds > 0) {
      double measuring = Math.min(measuringSeconds, elapsed);
      phases.accept(
          new Phase(name + ": measuring", Phase.Category.WARMUP_AND_MEASUREMENT, measuring));
      elapsed -= measuring;
    }
    phases.accept(new Phase(name, category, elapsed));
  }
}
