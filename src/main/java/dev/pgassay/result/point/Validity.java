package dev.pgassay.result.point;

/** Whether the numbers of a point can be trusted. */
public enum Validity {
  /** Every check passed before and after measuring. */
  VALID,
  /** The server lacks what the benchmark needs, such as an extension. This is not a fault. */
  NOT_AVAILABLE,
  /** It was measured, but a check failed. Its latencies belong to a wrong answer or plan. */
  INVALID,
  /** It could not be measured, because a statement, a build or a fork failed. */
  FAILED,
  /** It was requested but never started. */
  MISSING
}
