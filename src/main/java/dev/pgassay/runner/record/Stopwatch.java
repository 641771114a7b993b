package dev.pgassay.runner.record;

import dev.pgassay.result.point.Point;
import dev.pgassay.result.point.Schedule;
import dev.pgassay.result.run.Phase;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Divides the wall time of a run into phases that follow each other. Not thread-safe. */
final class Stopwatch {
  private final Consumer<Phase> phases;
  private long beganNanos = System.nanoTime();
  private double measuringSeconds;
  private double serverSeconds;

  Stopwatch(Consumer<Phase> phases) {
    this.phases = phases;
  }

  /** Ends the phase that began when the one before ended. */
  void lap(String name, Phase.Category category) {
    phases.accept(new Phase(name, category, elapsedSeconds()));
  }

  /** Adds the time that the iterations of a point of the present group took. */
  void measured(Point point) {
    if (point.latency().isPresent()) {
      measuringSeconds += point.schedule().map(it -> seconds(it, point)).orElse(0.0);
    }
  }

  /** An iteration that takes longer than its schedule ends when its last execution does. */
  private static double seconds(Schedule schedule, Point point) {
    double planned = schedule.measurement().secondsEach();
    return schedule.totalSeconds()
        + point.forks().stream()
            .flatMap(fork -> fork.iterations().stream())
            .mapToDouble(it -> Math.max(0, it.seconds() - planned))
            .sum();
  }

  /** Adds time that the server worked in the present group, such as warming its caches. */
  void madeReady(double seconds) {
    serverSeconds += seconds;
  }

  /**
   * Ends the phase of a group of points, which is divided into the time of its iterations, of the
   * server's work to make ready for them, and of the rest: starting forks, gates, reading their
   * output.
   */
  void lapOfForks(String name) {
    double elapsed = elapsedSeconds();
    double server = Math.min(serverSeconds, elapsed);
    double measuring = Math.min(measuringSeconds, elapsed - server);
    if (server > 0) {
      phases.accept(new Phase("make ready for " + name, Phase.Category.SERVER_WORK, server));
    }
    if (measuring > 0) {
      phases.accept(new Phase("measure " + name, Phase.Category.WARMUP_AND_MEASUREMENT, measuring));
    }
    phases.accept(
        new Phase("forks of " + name, Phase.Category.HARNESS, elapsed - server - measuring));
    measuringSeconds = 0;
    serverSeconds = 0;
  }

  private double elapsedSeconds() {
    long now = System.nanoTime();
    double elapsed = (double) (now - beganNanos) / TimeUnit.SECONDS.toNanos(1);
    beganNanos = now;
    return elapsed;
  }
}
