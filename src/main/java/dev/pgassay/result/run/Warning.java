package dev.pgassay.result.run;

import dev.pgassay.result.environment.Checked;
import java.util.Objects;

/**
 * A reason to doubt a result, or a difference from the request. Immutable.
 *
 * @param kind its subject
 * @param cause what was observed, with its figures, in one line
 * @param remedy what to do about it, in one line
 */
public record Warning(Kind kind, String cause, String remedy) {
  public Warning {
    Objects.requireNonNull(kind, "kind");
    Checked.text("cause", cause);
    Checked.text("remedy", remedy);
  }

  /** The subject of a warning. */
  public enum Kind {
    /** The clients used so much of the processors that they measured themselves. */
    CLIENT_CPU,
    /** Many requests found no client free, so the latencies contain their wait for one. */
    CLIENTS_BUSY,
    /** The data has so little structure that recall on it means nothing. */
    DATASET_STRUCTURE,
    /** The server did other work while a point was measured, such as a checkpoint. */
    DISTURBANCE,
    /** There were too few operations for a percentile or an interval. */
    FEW_SAMPLES,
    /** Processors slept between queries, so the latencies contain the time to wake them. */
    IDLE_PROCESSORS,
    /** The graph of an index did not fit into maintenance_work_mem during its build. */
    INDEX_BUILD_MEMORY,
    /** The plan changed while a point was measured. */
    PLAN_CHANGED,
    /** Requests of an open loop were never sent, or were answered long after its end. */
    SCHEDULE_NOT_KEPT,
    /** The live schema differs from that of the migrations. */
    SCHEMA_DIFFERENCE,
    /** Something that was requested is not available on this server. */
    SERVER_LIMITATION,
    /** A server setting distorts measurements. */
    SERVER_SETTING,
    /** A version with a known fault is in use. */
    SOFTWARE_VERSION,
    /** Iterations or forks differ so much that their mean says little. */
    UNSTABLE
  }
}
