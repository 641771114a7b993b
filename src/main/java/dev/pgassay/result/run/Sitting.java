package dev.pgassay.result.run;

import java.time.Instant;
import java.util.Objects;

/**
 * A stretch of wall time in which one process worked on a run. A run that was resumed has several;
 * what lies between them is no part of it. Immutable.
 *
 * @param startedAt when the process began with the run
 * @param savedAt when it last wrote the run, which is all that is known of the end of one that was
 *     killed
 */
public record Sitting(Instant startedAt, Instant savedAt) {
  /** Checks the components. */
  public Sitting {
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(savedAt, "savedAt");
  }
}
