package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * The forks and iterations with which a point was measured. Immutable.
 *
 * @param loop whether clients wait for an answer before they send again
 * @param forks benchmark JVMs, one after the other
 * @param warmup discarded iterations of each fork
 * @param measurement counted iterations of each fork
 */
public record Schedule(Loop loop, int forks, Rounds warmup, Rounds measurement) {
  public Schedule {
    Objects.requireNonNull(loop, "loop");
    Checked.positive("forks", forks);
    Objects.requireNonNull(warmup, "warmup");
    Objects.requireNonNull(measurement, "measurement");
  }

  /**
   * The schedule of an arm of an interleaved comparison: about a second of its queries, once each.
   */
  public static final Schedule OF_ARM =
      new Schedule(Loop.CLOSED, 1, new Rounds(0, 0), new Rounds(1, 1));

  /**
   * Tells whether the point was observed in an interleaved comparison, and not measured in a run.
   */
  public boolean ofArm() {
    return equals(OF_ARM);
  }

  /**
   * Returns the seconds of warm-up and measurement over all forks, without anything around them.
   */
  public double totalSeconds() {
    return forks * (warmup.seconds() + measurement.seconds());
  }

  /** Whether clients wait for answers. */
  public enum Loop {
    /** The next request follows the answer. The latency is the service time. */
    CLOSED,
    /** Requests follow a schedule. The latency runs from the intended start. */
    OPEN
  }

  /**
   * Iterations of equal length.
   *
   * @param iterations their number, possibly 0
   * @param secondsEach length of each in seconds; 0 if an iteration is one execution by each client
   */
  public record Rounds(int iterations, double secondsEach) {
    public Rounds {
      Checked.notNegative("iterations", iterations);
      Checked.measured("secondsEach", secondsEach);
    }

    private double seconds() {
      return iterations * secondsEach;
    }
  }
}
