package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * Something that makes a result doubtful, or that differs from what was asked for. Immutable.
 *
 * @param kind what it is about
 * @param cause what was seen, with its figures, in one line
 * @param remedy what to do about it, in one line
 */
public record Warning(Kind kind, String cause, String remedy) {
  /** Checks the components. */
  public Warning {
    Objects.requireNonNull(kind, "kind");
    Checked.text("cause", cause);
    Checked.text("remedy", remedy);
  }

  /** What a warning is about. */
  public enum Kind {
    /** The clients used so much of the processors that they measured themselves. */
    CLIENT_CPU,
    /**
     * Many requests found no client free, so that their wait for one is a part of the latencies.
     */
    CLIENTS_BUSY,
    /** The data has so little structure that recall on it means nothing. */
    DATASET_STRUCTURE,
    /** The server did something else while a point was measured, such as a checkpoint. */
    DISTURBANCE,
    /** Too few operations for a percentile or an interval. */
    FEW_SAMPLES,
    /** Processors slept between queries, so that waking them is a part of the latencies. */
    IDLE_PROCESSORS,
    /** The graph of an index did not fit into maintenance_work_mem while it was built. */
    INDEX_BUILD_MEMORY,
    /** The plan changed in the middle of a point. */
    PLAN_CHANGED,
    /** Requests of an open loop were never sent, or were answered long after its end. */
    SCHEDULE_NOT_KEPT,
    /** The live schema differs from the one that the migrations make. */
    SCHEMA_DIFFERENCE,
    /** Something that was asked for could not be had on this server. */
    SERVER_LIMITATION,
    /** A server setting spoils measurements. */
    SERVER_SETTING,
    /** A version with a known fault is in use. */
    SOFTWARE_VERSION,
    /** Iterations or forks differ so much that their mean says little. */
    UNSTABLE
  }
}
