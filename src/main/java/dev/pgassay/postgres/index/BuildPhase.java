package dev.pgassay.postgres.index;

import java.util.Objects;

/**
 * A phase of an index build, as {@code pg_stat_progress_create_index} reports it. Immutable.
 *
 * @param name the name that the access method gives it, such as {@code assigning tuples}
 * @param counted the quantity that the server counts in it
 */
public record BuildPhase(String name, Counted counted) {
  /** The quantity that tells how far a phase is. */
  public enum Counted {
    /** Blocks of the table. */
    PAGES,
    /** Rows of the table. */
    ROWS,
    /** Nothing: only the name of the phase is known. */
    NOTHING
  }

  /** Checks that nothing is missing. */
  public BuildPhase {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(counted, "counted");
  }

  /**
   * Tells whether the server is in this phase.
   *
   * @param reported the column {@code phase}, such as {@code building index: assigning tuples}
   */
  boolean isReported(String reported) {
    return reported.endsWith(": " + name);
  }
}
