package dev.pgassay.result.point;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * How a point was measured. Immutable.
 *
 * @param loop whether clients wait for answers before they send again
 * @param forks benchmark JVMs, one after the other
 * @param warmup iterations of each fork that are thrown away
 * @param measurement iterations of each fork that count
 */
public record Schedule(Loop loop, int forks, Rounds warmup, Rounds measurement) {
  /** Checks the components. */
  public Schedule {
    Objects.requireNonNull(loop, "loop");
    Checked.positive("forks", forks);
    Objects.requireNonNull(warmup, "warmup");
    Objects.requireNonNull(measurement, "measurement");
  }

  /**
   * How an arm of an interleaved comparison is observed: about a second of its queries, once each.
   */
  public static final Schedule OF_ARM =
      new Schedule(Loop.CLOSED, 1, new Rounds(0, 0), new Rounds(1, 1));

  /**
   * Tells whether the point was observed for a comparison and not measured as a run does.
   *
   * @return whether it was
   */
  public boolean ofArm() {
    return equals(OF_ARM);
  }

  /**
   * Returns the time that a point takes without what surrounds it.
   *
   * @return seconds of warm-up and measurement over all forks
   */
  public double totalSeconds() {
    return forks * (warmup.seconds() + measurement.seconds());
  }

  /** Whether clients wait. */
  public enum Loop {
    /** The next request follows the answer: the latency is service time. */
    CLOSED,
    /** Requests follow a schedule: latency runs from the intended start. */
    OPEN
  }

  /**
   * Iterations of equal length.
   *
   * @param iterations how many, 0 for none
   * @param secondsEach length of each in seconds; 0 where an iteration is one execution by each
   *     client
   */
  public record Rounds(int iterations, double secondsEach) {
    /** Checks the components. */
    public Rounds {
      Checked.notNegative("iterations", iterations);
      Checked.measured("secondsEach", secondsEach);
    }

    private double seconds() {
      return iterations * secondsEach;
    }
  }
}
