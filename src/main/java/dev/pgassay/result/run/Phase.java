package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * A part of a run's wall time. Phases do not overlap. Immutable.
 *
 * @param name the activity, such as {@code build index}; several phases may have one name
 * @param category to which its time is counted
 * @param elapsedSeconds wall time in seconds
 */
public record Phase(String name, Category category, double elapsedSeconds) {
  public Phase {
    Checked.text("name", name);
    Objects.requireNonNull(category, "category");
    Checked.measured("elapsedSeconds", elapsedSeconds);
  }

  /** The category to which the time of a phase is counted. */
  public enum Category {
    /** Work of the server for the run: COPY, index builds, VACUUM, CHECKPOINT. */
    SERVER_WORK,
    /** Warm-up and measured iterations. */
    WARMUP_AND_MEASUREMENT,
    /** Everything else: starting JVMs and servers, generating data, ground truth, bookkeeping. */
    HARNESS
  }
}
