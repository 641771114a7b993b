package dev.pgassay.result.run;

/** Whether a run measured all that was asked for. */
public enum RunStatus {
  /** Every point that was asked for is in the run, with whatever validity. */
  COMPLETE,
  /** The run was interrupted, failed, was killed or is still going on. */
  INCOMPLETE
}
