package dev.pgassay.result.run;

/** Whether a run measured everything that was requested. */
public enum RunStatus {
  /** Every requested point is in the run, whatever its validity. */
  COMPLETE,
  /** The run was interrupted, failed, was killed or is still in progress. */
  INCOMPLETE
}
