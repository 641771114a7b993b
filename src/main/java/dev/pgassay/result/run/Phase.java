package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * A stretch of a run's wall time. Phases do not overlap. Immutable.
 *
 * @param name what was done, such as {@code build index}; several phases may have one name
 * @param category what the time is counted as
 * @param elapsedSeconds wall time in seconds
 */
public record Phase(String name, Category category, double elapsedSeconds) {
  /** Checks the components. */
  public Phase {
    Checked.text("name", name);
    Objects.requireNonNull(category, "category");
    Checked.measured("elapsedSeconds", elapsedSeconds);
  }

  /** What the time of a phase is counted as. */
  public enum Category {
    /** The server worked for us: COPY, index builds, VACUUM, CHECKPOINT. */
    SERVER_WORK,
    /** Warm-up and measured iterations. */
    WARMUP_AND_MEASUREMENT,
    /** Everything else: starting JVMs and servers, generation, ground truth, bookkeeping. */
    HARNESS
  }
}
