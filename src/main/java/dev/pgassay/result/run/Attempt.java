package dev.pgassay.result.run;

import java.time.Instant;
import java.util.Objects;

/**
 * A span of wall time in which one process worked on a run. A resumed run has several; the time
 * between them does not belong to the run. Immutable.
 *
 * @param startedAt when the process began to work on the run
 * @param savedAt when it last wrote the run; nothing else is known of the end of a killed process
 */
public record Attempt(Instant startedAt, Instant savedAt) {
  public Attempt {
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(savedAt, "savedAt");
  }
}
